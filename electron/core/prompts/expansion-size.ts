import { LatheError } from "#shared/contract/errors.ts";
import { maxTextLength } from "#shared/model/text.ts";
import { isNamed, type Segment } from "#shared/text/template.ts";
import type { TemplateValue } from "./template-values.ts";

/** Pieces looked at while a prompt is measured; reaching it takes well under a tenth of a second. */
const maxSteps = 1_000_000;

export const tooLong = (): LatheError =>
  new LatheError({
    code: "prompts.too-long",
    message: `With these values the prompt is longer than ${maxTextLength / 1_000_000} million characters.`,
    details: { limit: maxTextLength },
  });

/**
 * Adds up how long a prompt will be before anything builds it, so that nested sections over long lists are refused
 * instead of filling the memory. Lengths are in UTF-16 units, at most `maxTextLength` in all: `prompts.too-long`.
 */
export function createExpansionMeter(variables: ReadonlyMap<string, TemplateValue>) {
  let length = 0;
  let steps = 0;
  const add = (units: number) => {
    length += units;
    if (length > maxTextLength) throw tooLong();
  };

  const step = () => {
    steps += 1;
    if (steps > maxSteps) throw tooLong();
  };

  function walk(nodes: readonly Node[], scopes: readonly TemplateValue[]): void {
    step();
    for (const node of nodes) {
      step();
      if (node.kind === "text") {
        add(node.length);
        continue;
      }
      const value = node.name === "." ? scopes.at(-1) : lookUp(node.name, scopes, variables);
      if (node.kind === "value") add(textLength(value));
      else if (node.kind === "inverted") {
        if (isEmpty(value)) walk(node.children, scopes);
      } else if (Array.isArray(value)) {
        for (let index = 0; index < value.length; index += 1) walk(node.children, [...scopes, value[index]]);
      } else if (value !== undefined && !isEmpty(value)) walk(node.children, [...scopes, value]);
    }
  }
  return {
    addText: (text: string) => add(text.length),
    addTemplate: (segments: readonly Segment[]) => walk(nest(segments), []),
  };
}

type Node =
  | { kind: "text"; length: number }
  | { kind: "value"; name: string }
  | { kind: "section" | "inverted"; name: string; children: Node[] };

function nest(segments: readonly Segment[]): Node[] {
  const root: Node[] = [];
  const open: Node[][] = [root];
  for (const segment of segments) {
    const into = open.at(-1) ?? root;
    if (!isNamed(segment)) {
      if (segment.kind === "item") into.push({ kind: "value", name: "." });
      else if (segment.kind === "escape") into.push({ kind: "text", length: 1 });
      else if (segment.kind !== "comment") into.push({ kind: "text", length: segment.end - segment.start });
    } else if (segment.kind === "variable") into.push({ kind: "value", name: segment.name });
    else if (segment.kind === "section-close") open.pop();
    else {
      const children: Node[] = [];
      into.push({ kind: segment.kind === "inverted" ? "inverted" : "section", name: segment.name, children });
      open.push(children);
    }
  }
  return root;
}

function lookUp(
  name: string,
  scopes: readonly TemplateValue[],
  variables: ReadonlyMap<string, TemplateValue>,
): TemplateValue | undefined {
  const scope = scopes.findLast((value) => typeof value === "object" && Object.hasOwn(value, name));
  return scope === undefined ? variables.get(name) : (scope as Record<string, TemplateValue>)[name];
}

const isEmpty = (value: TemplateValue | undefined): boolean =>
  !value || (Array.isArray(value) && value.length === 0);

/** Own arrays and objects give their text through a symbol, see `template-values.ts`. */
const textLength = (value: TemplateValue | undefined): number =>
  value === undefined ? 0 : `${value}`.length;
