import { expect, it } from "vitest";
import { emptyContent } from "#shared/model/content.ts";
import { guessLanguage } from "./guess-language.ts";

it.each([
  ["Summarise the meeting in five lines.", "en"],
  ["请把会议内容整理成 five bullet points，保留 API 名称。", "zh"],
  ["会議の内容を五行にまとめてください。", "other"],
  ["Подведи итог встречи.", "other"],
  ["{x}", "en"],
  ["", "en"],
])("tells the language of “%s” by its letters: %s", (template, language) => {
  expect(guessLanguage({ ...emptyContent(), messages: [{ role: "human", template }] })).toBe(language);
});
