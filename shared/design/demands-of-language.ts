import type { PromptContent } from "../model/content.ts";
import type { PromptSpec } from "../model/spec.ts";
import { type Demand as Asked, demandsIn } from "../text/lint/demands.ts";
import type { Demand, Way } from "./demand.ts";
import { additions } from "./demands-of-text.ts";
import { languageOf } from "./generate-content.ts";
import { languageName, languageNamed, namesOfLanguage } from "./languages.ts";
import { readPrompt } from "./reading.ts";
import { isBlank } from "./wording.ts";

/** The language of the answer is said, and nothing asks for another one. */
export function demandsOfLanguage(content: PromptContent, spec: PromptSpec): Demand[] {
  if (isBlank(spec.language)) return [];
  const language = spec.language.trim();
  const code = languageNamed(language)?.code;
  const names = namesOfLanguage(language);
  const missing: Demand = {
    rule: "language-missing",
    level: "warning",
    where: "language",
    text: `The prompt does not say that the answer is in ${language}.`,
    data: { language },
    isMet: ({ instructions }) => names.some((name) => isNamed(instructions.text, name)),
    ways: additions(content, spec, "language", (format) => languageOf(spec, format), "the language"),
  };
  if (code === undefined) return [missing];
  const mismatch: Demand = {
    rule: "language-mismatch",
    level: "error",
    where: "language",
    text: `The prompt asks for another language than ${language}.`,
    data: { detail: "asked", language },
    isMet: ({ written }) => written.every(({ text }) => others(text, code).length === 0),
    ways: [{ text: `Ask for ${language}`, apply: (now) => withLanguage(now, spec, code) }, ...removals(code)],
  };
  // Like a fault of an example it counts only where it is there.
  return mismatch.isMet(readPrompt(content)) ? [missing] : [missing, mismatch];
}

/** Demands of another language for the whole answer. */
const others = (text: string, code: string): Asked[] =>
  demandsIn(text).filter(
    ({ topic, value, subject }) =>
      topic === "language" && subject === "" && value !== code && !isKin(value, code),
  );

/** “Chinese” without more may mean the traditional one. */
const isKin = (asked: string, wanted: string): boolean => asked === "zh" && wanted === "zh-hant";

function isNamed(text: string, name: string): boolean {
  const at = text.indexOf(name);
  if (at < 0) return false;
  return (
    !/^[a-z]/.test(name) ||
    new RegExp(
      `(?<!\\p{Script=Latin})${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!\\p{Script=Latin})`,
      "u",
    ).test(text)
  );
}

/** The name of the other language is replaced where it is asked for. */
function withLanguage(content: PromptContent, spec: PromptSpec, code: string): PromptContent {
  return overMessages(content, (text) => {
    let changed = text;
    for (const { start, end, value } of others(text, code).toReversed()) {
      const said = changed.slice(start, end);
      const isHan = /\p{Script=Han}/u.test(said);
      const name = languageName(spec.language, isHan ? "zh" : "en");
      const found = namesOfLanguage(value)
        .toSorted((a, b) => b.length - a.length)
        .find((one) => said.toLowerCase().includes(one));
      if (found === undefined) continue;
      const at = said.toLowerCase().indexOf(found);
      changed = changed.slice(0, start + at) + name + changed.slice(start + at + found.length);
    }
    return changed;
  });
}

/** Where the name cannot be replaced in place, the words that ask go. */
const removals = (code: string): Way[] => [
  {
    text: "Remove what asks for another language",
    apply: (content) =>
      overMessages(content, (text) => {
        let changed = text;
        for (const { start, end } of others(text, code).toReversed())
          changed = changed.slice(0, start) + changed.slice(end);
        return changed;
      }),
  },
];

const overMessages = (content: PromptContent, change: (text: string) => string): PromptContent => ({
  ...content,
  messages: content.messages.map((message) =>
    message.role === "system" || message.role === "human"
      ? { ...message, template: change(message.template) }
      : message,
  ),
});
