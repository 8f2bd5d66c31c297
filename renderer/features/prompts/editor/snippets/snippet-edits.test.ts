import { describe, expect, it } from "vitest";
import { emptyContent, type PromptContent, type TemplateFormat } from "#shared/model/content.ts";
import { promptId } from "#shared/model/ids.ts";
import { cursorIn, rememberCursor, standIn } from "./cursor.ts";
import { besideTags, putReference, standsAlone } from "./snippet-edits.ts";

const id = promptId.parse("prm_00000000000000000000000001");
const content = (template: string, templateFormat: TemplateFormat = "f-string"): PromptContent => ({
  ...emptyContent(),
  templateFormat,
  messages: [
    { role: "history", variable: "past", optional: true },
    { role: "human", template },
  ],
});
/** `[` and `]` mark the selection. */
const marked = (text: string) => {
  const start = text.indexOf("[");
  return { template: text.replace(/[[\]]/g, ""), cursor: { index: 1, start, end: text.indexOf("]") - 1 } };
};

describe("what is selected as a snippet of its own", () => {
  it.each<[string, TemplateFormat, boolean]>([
    ["Be [calm] now", "f-string", true],
    ["Be [calm {name}] now", "f-string", true],
    ["Be calm {na[me}] now", "f-string", false],
    ["a {[{] b", "f-string", false],
    ["{{#a}}[x]{{/a}}", "mustache", true],
    ["[{{#a}}x]{{/a}}", "mustache", false],
    ["[{{#a}}x{{/a}}]", "mustache", true],
  ])("%s in %s: %s", (text, format, expected) => {
    const { template, cursor } = marked(text);
    expect(standsAlone(content(template, format), cursor)).toBe(expected);
  });

  it("gives way to the reference", () => {
    const { template, cursor } = marked("Be [calm] now");
    expect(putReference("voice", cursor)(content(template)).messages[1]).toMatchObject({
      template: "Be {>voice} now",
    });
  });
});

describe("where a snippet is put in", () => {
  it("is never the middle of a variable, which it would cut in two", () => {
    const text = content("Hi {name}!");
    const at = (start: number, end = start) => ({ index: 1, start, end });
    expect(besideTags(text, at(5))).toEqual(at(9));
    for (const cursor of [at(3), at(9), at(5, 7)]) expect(besideTags(text, cursor)).toEqual(cursor);
  });

  it("is the end of the first message with a text, until the cursor was somewhere", () => {
    expect(cursorIn(id, content("abc"))).toEqual({ index: 1, start: 3, end: 3 });
    rememberCursor(id, 1, 1, 2);
    expect(cursorIn(id, content("abc"))).toEqual({ index: 1, start: 1, end: 2 });
  });

  it("stays within a text that became shorter, and in the message whose button was pressed", () => {
    rememberCursor(id, 1, 5, 9);
    expect(cursorIn(id, content("abc"))).toEqual({ index: 1, start: 3, end: 3 });
    rememberCursor(id, 0, 0, 0);
    standIn(id, 1, 3);
    expect(cursorIn(id, content("abc"))).toEqual({ index: 1, start: 3, end: 3 });
  });
});
