import { matchBraces, snippetNameAt, variableNameAt } from "./template-braces.ts";
import { nameProblem } from "./template-names.ts";
import { maxProblems, reservedNames, type Segment, type TemplateProblem } from "./template-segments.ts";

const plainText = /[^{}]+/y;

/**
 * The f-string templates of LangChain, and Lathe's references to snippets: `{name}` is a variable, `{>name}` a reference,
 * `{{` and `}}` are braces, anything else between braces is a problem. After a problem it reads on, so that the rest of a half-typed template keeps its colours.
 */
export function parseFString(text: string): { segments: Segment[]; problems: TemplateProblem[] } {
  const segments: Segment[] = [];
  const problems: TemplateProblem[] = [];
  const report = (problem: TemplateProblem) => {
    if (problems.length < maxProblems) problems.push(problem);
  };
  let ends: Map<number, number> | undefined;
  let at = 0;
  while (at < text.length) {
    plainText.lastIndex = at;
    const plain = plainText.exec(text)?.[0];
    if (plain !== undefined) {
      segments.push({ kind: "text", start: at, end: at + plain.length });
      at += plain.length;
      continue;
    }
    const brace = text[at];
    if (text[at + 1] === brace) {
      segments.push({ kind: "escape", start: at, end: at + 2 });
      at += 2;
      continue;
    }
    if (brace === "}") {
      report({ code: "stray-brace", start: at, end: at + 1, data: {} });
      segments.push({ kind: "invalid", start: at, end: at + 1 });
      at += 1;
      continue;
    }
    const name = variableNameAt(text, at);
    if (name !== null && !reservedNames.has(name)) {
      const end = at + name.length + 2;
      segments.push({ kind: "variable", name, nameStart: at + 1, start: at, end });
      at = end;
      continue;
    }
    const snippet = name === null ? snippetNameAt(text, at) : null;
    if (snippet !== null) {
      const end = at + snippet.length + 3;
      segments.push({ kind: "reference", snippet, nameStart: at + 2, start: at, end });
      at = end;
      continue;
    }
    ends ??= matchBraces(text, at);
    const end = name === null ? ends.get(at) : at + name.length + 2;
    if (end === undefined) {
      report({ code: "unclosed-brace", start: at, end: at + 1, data: {} });
      segments.push({ kind: "invalid", start: at, end: at + 1 });
      at += 1;
      continue;
    }
    const problem = nameProblem(text.slice(at + 1, end - 1));
    if (problem !== null) report({ ...problem, start: at, end });
    pushInvalid(segments, text, at, end);
    at = end;
  }
  return { segments, problems };
}

/** Unescaped JSON may hold variables (`{"name": "{name}"}`); they stay variables within the invalid piece. */
function pushInvalid(segments: Segment[], text: string, start: number, end: number): void {
  let invalidFrom = start;
  let at = text.indexOf("{", start + 1);
  while (at >= 0 && at < end) {
    const name = text[at + 1] === "{" ? null : variableNameAt(text, at);
    if (name === null || reservedNames.has(name)) {
      at = text.indexOf("{", text[at + 1] === "{" ? at + 2 : at + 1);
      continue;
    }
    if (invalidFrom < at) segments.push({ kind: "invalid", start: invalidFrom, end: at });
    invalidFrom = at + name.length + 2;
    segments.push({ kind: "variable", name, nameStart: at + 1, start: at, end: invalidFrom });
    at = text.indexOf("{", invalidFrom);
  }
  if (invalidFrom < end) segments.push({ kind: "invalid", start: invalidFrom, end });
}
