import type { PromptContent } from "../../model/content.ts";
import { isNamed, parseTemplate } from "../template.ts";
import { readWrittenOut } from "../write-out-snippets.ts";
import type { Finding } from "./finding.ts";

/** Declared names that differ only in capitals or underscores: `order_id` and `orderId`. */
export function findSimilarNames({ variables }: PromptContent): Finding[] {
  const known = new Map<string, string>();
  return variables.flatMap(({ name }, index): Finding[] => {
    const plain = plainName(name);
    const first = known.get(plain);
    if (first === undefined) known.set(plain, name);
    if (first === undefined || first === name) return [];
    return [
      {
        rule: "similar-names",
        level: "hint",
        place: { in: "variable", index },
        data: { name, first, second: name },
      },
    ];
  });
}

const plainName = (name: string): string => name.normalize("NFKC").toLowerCase().replaceAll("_", "");

/** Longer names are compared by their letters only, so that 500 of them are compared at once. */
const maxCompared = 100;

/** The declared name that was most likely meant, where one is only a slip of the key away and used nowhere yet. */
export function closestName(content: PromptContent, unknown: string): string | undefined {
  const names = content.variables.map(({ name }) => name);
  const plain = plainName(unknown);
  const same = names.find((name) => plainName(name) === plain);
  if (same !== undefined) return same;
  if ([...plain].length < 4) return undefined;
  const used = usedNames(content);
  return names.slice(0, maxCompared).find((name) => !used.has(name) && isOneSlipAway(plain, plainName(name)));
}

const usedNames = (content: PromptContent): Set<string> =>
  new Set(
    readWrittenOut(content).content.messages.flatMap((message) =>
      message.role === "history"
        ? []
        : parseTemplate(message.template, content.templateFormat)
            .segments.filter(isNamed)
            .map(({ name }) => name),
    ),
  );

/** One letter more, less, other, or two neighbours exchanged. */
function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
