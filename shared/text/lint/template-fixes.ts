import type { TemplateFormat } from "../../model/content.ts";
import { escapeBraces, parseTemplate } from "../template.ts";
import type { TemplateProblem } from "../template-segments.ts";

/** The whole template as it is after the fix. */
export interface TemplateFix {
  kind: "write" | "escape" | "escape-all" | "close-section";
  /** What its words name. */
  name: string;
  text: string;
}

const bracesMeantAsText: ReadonlySet<string> = new Set([
  "bad-name",
  "empty-name",
  "reserved-name",
  "unclosed-brace",
  "stray-brace",
]);

/** The ways out of a fault of one template, the likeliest first. */
export function templateFixes(
  text: string,
  format: TemplateFormat,
  { code, start, end, data }: Pick<TemplateProblem, "start" | "end" | "data"> & { code: string },
): TemplateFix[] {
  const fixes: TemplateFix[] = [];
  const name = data.name ?? "";
  if (code === "bad-name" && data.suggestion !== undefined) {
    const { suggestion } = data;
    const inner = text.slice(start, end).replace(name, () => suggestion);
    fixes.push({ kind: "write", name: suggestion, text: text.slice(0, start) + inner + text.slice(end) });
  }
  if (format === "f-string" && bracesMeantAsText.has(code)) {
    const escaped = escapeBraces(text, start, end);
    fixes.push({ kind: "escape", name: "", text: escaped });
    const all = escapeBraces(text, 0, text.length);
    if (all !== escaped) fixes.push({ kind: "escape-all", name: "", text: all });
  }
  if (code === "unclosed-section") {
    const closed = `${text}{{/${name}}}`;
    const count = (template: string) => parseTemplate(template, format).problems.length;
    // Behind an open brace or comment the tag would be read as a part of it.
    if (count(closed) < count(text)) fixes.push({ kind: "close-section", name, text: closed });
  }
  return fixes.filter((fix) => fix.text !== text);
}
