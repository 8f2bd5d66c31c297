import { describe, expect, it } from "vitest";
import type { TemplateFormat } from "#shared/model/content.ts";
import { findReferencePlace } from "./snippet-completion.ts";
import { findNamePlace } from "./template-completion.ts";

/** `|` is the cursor. Answers the text with the place of the name taken out. */
function placeIn(marked: string, format: TemplateFormat) {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const place = findNamePlace(text, offset, format);
  if (place === null) return null;
  return `${text.slice(0, place.nameStart)}<${place.typed}${place.closing}>${text.slice(place.end)}`;
}

describe("where a variable's name is being written", () => {
  it.each([
    ["Hi {|", "Hi {<}>"],
    ["Hi {|}", "Hi {<}>"],
    ["Hi {na|", "Hi {<na}>"],
    ["Hi {na|me} and {other}", "Hi {<na}> and {other}"],
    ["Hi {|} {", "Hi {<}> {"],
    ['{"a": {na|', '{"a": {<na}>'],
    ["问候{店|铺}", "问候{<店}>"],
  ])("completes %s in an f-string template up to its own brace", (marked, expected) => {
    expect(placeIn(marked, "f-string")).toBe(expected);
  });

  it.each(["Hi |", "Hi {{|", "Hi {{na|", "{{{{|", "{name}|", '{"na|', "{a b|"])(
    "offers nothing at %s, where no variable can stand",
    (marked) => expect(placeIn(marked, "f-string")).toBeNull(),
  );

  it.each([
    ["Hi {{|", "Hi {{<}}>"],
    ["Hi {{|}}", "Hi {{<}}>"],
    ["Hi {{ na|}} {{x}}", "Hi {{ <na}}> {{x}}"],
    ["{{#it|", "{{#<it}}>"],
    ["{{{na|}}}", "{{{<na}}}>"],
  ])("completes %s in a mustache template, sections and triple braces too", (marked, expected) => {
    expect(placeIn(marked, "mustache")).toBe(expected);
  });

  it("offers nothing after a single brace of a mustache template, which is plain text", () => {
    expect(placeIn("Hi {|", "mustache")).toBeNull();
    expect(placeIn("{{! a comment {{na|", "mustache")).toBeNull();
  });
});

describe("where the name of a snippet is being written", () => {
  const reference = (marked: string, format: TemplateFormat) => {
    const offset = marked.indexOf("|");
    const text = marked.replace("|", "");
    const place = findReferencePlace(text, offset, format);
    return (
      place && `${text.slice(0, place.nameStart)}<${place.typed}${place.closing}>${text.slice(place.end)}`
    );
  };

  it.each<[string, TemplateFormat, string | null]>([
    ["Hi {>|", "f-string", "Hi {><}>"],
    ["Hi {>|}", "f-string", "Hi {><}>"],
    ["Hi {>vo|ice-2} {x}", "f-string", "Hi {><vo}> {x}"],
    ["{>语|", "f-string", "{><语}>"],
    ["Hi {{>|", "f-string", null],
    ["Hi {|", "f-string", null],
    ["Hi {>voice}|", "f-string", null],
    ["Hi {{> vo|}}", "mustache", "Hi {{> <vo}}>"],
    ["Hi {{vo|}}", "mustache", null],
  ])("%s in %s", (marked, format, expected) => {
    expect(reference(marked, format)).toBe(expected);
    if (expected !== null) expect(placeIn(marked, format)).toBeNull();
  });
});
