import { expect, test } from "vitest";
import { checkDefinitions } from "#shared/checks/definitions.ts";
import { checkType } from "#shared/model/check.ts";
import { checks as en } from "./en/checks.ts";
import { checks as zh } from "./zh/checks.ts";

test.each([
  ["English", en],
  ["Chinese", zh],
])("every type, option and choice of a check has its words in %s: none shows as a key", (_, words) => {
  for (const type of checkType.options) {
    const { optionFields, valueField, threshold, family } = checkDefinitions[type];
    expect(words.type[type]?.text, type).toMatch(/\S/);
    expect(words.family[family], family).toMatch(/\S/);
    if (valueField !== null) expect(words.value[valueField], valueField).toMatch(/\S/);
    if (threshold !== null) expect(words.threshold[threshold.meaning]).toMatch(/\S/);
    for (const { name, choices = [] } of optionFields) {
      expect(words.option[name]?.name, name).toMatch(/\S/);
      for (const choice of choices) expect(words.choice[choice], choice).toMatch(/\S/);
    }
  }
});

test("a reason says the same figures in both languages: none is lost or shown in braces", () => {
  const figures = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
  for (const part of ["reason", "problem"] as const) {
    const [english, chinese] = [en[part], zh[part]] as Record<string, string>[];
    expect(Object.keys(chinese ?? {}).sort()).toEqual(Object.keys(english ?? {}).sort());
    for (const [code, text] of Object.entries(english ?? {})) {
      expect([code, figures(chinese?.[code] ?? "")]).toEqual([code, figures(text)]);
    }
  }
});
