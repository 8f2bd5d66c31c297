import type { PromptContent } from "#shared/model/content.ts";
import type { Template } from "#shared/model/template.ts";

/** A Chinese text has words of English in it sooner than the other way round: a tenth is enough. */
const enoughHan = 0.1;

/** What its letters look like; only a guess that the user sees and can change. */
export function guessLanguage(content: PromptContent): Template["language"] {
  const text = content.messages
    .map((message) => (message.role === "history" ? "" : message.template))
    .join("\n");
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  if (letters === 0) return "en";
  if (count(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) / letters > enoughHan)
    return "other";
  if (count(/\p{Script=Han}/gu) / letters > enoughHan) return "zh";
  return count(/\p{Script=Latin}/gu) / letters > 0.5 ? "en" : "other";
}
