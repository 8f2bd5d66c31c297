import type { PromptContent } from "#shared/model/content.ts";
import type { ContentProblem } from "#shared/text/check-content.ts";
import { escapeBraces } from "#shared/text/template.ts";
import { declareVariable, type Edit, removeVariable, setTemplate } from "./content-edits.ts";

export interface QuickFix {
  /** The key of its words: `editor.fix.<kind>`. */
  kind: "declare" | "escape" | "write" | "remove-variable" | "close-section";
  /** What the words name. */
  name: string;
  edit: Edit;
}

/** What a press can do about a problem, or null where only thinking helps. */
export function quickFixFor(content: PromptContent, problem: ContentProblem): QuickFix | null {
  const { code, place, data } = problem;
  const name = data.name ?? "";
  if (code === "undefined-variable") return { kind: "declare", name, edit: declareVariable(name) };
  if (place.in === "variable") {
    const removable = code === "unused-variable" || code === "duplicate-variable";
    return removable ? { kind: "remove-variable", name, edit: removeVariable(place.index) } : null;
  }
  const message = content.messages[place.index];
  if (message === undefined || message.role === "history") return null;
  const { template } = message;
  const put = (kind: QuickFix["kind"], named: string, text: string): QuickFix | null =>
    text === template ? null : { kind, name: named, edit: setTemplate(place.index, text) };
  if (code === "bad-name" && data.suggestion !== undefined) {
    const written = template.slice(place.start, place.end);
    const braces = content.templateFormat === "mustache" ? ["{{", "}}"] : ["{", "}"];
    if (written.startsWith(braces[0] ?? "") && written.endsWith(braces[1] ?? "")) {
      const mended = `${braces[0]}${data.suggestion}${braces[1]}`;
      return put(
        "write",
        data.suggestion,
        template.slice(0, place.start) + mended + template.slice(place.end),
      );
    }
  }
  if (code === "unclosed-section") return put("close-section", name, `${template}{{/${name}}}`);
  if (content.templateFormat !== "f-string") return null;
  const hasBraces = ["unclosed-brace", "stray-brace", "empty-name", "bad-name"].includes(code);
  return hasBraces ? put("escape", name, escapeBraces(template, place.start, place.end)) : null;
}
