import { describe, expect, test } from "vitest";
import fc from "../../tests/support/property.ts";
import { emptyContent, type Message, type PromptContent, type Variable } from "../model/content.ts";
import { checkContent, declareMissingVariables, undeclaredNames } from "./check-content.ts";
import { explainFinding } from "./lint/explain-finding.ts";
import { fixAll } from "./lint/fixes.ts";
import { lintContent } from "./lint/lint.ts";
import { neededVariables } from "./needed-variables.ts";
import { renameVariable } from "./rename-variable.ts";
import { referencesOf, renameReference } from "./snippet-references.ts";
import { parseTemplate } from "./template.ts";
import { readWrittenOut, writeOutSnippets } from "./write-out-snippets.ts";

type Format = "f-string" | "mustache";

const content = (
  texts: string[],
  snippets: Record<string, string> = {},
  templateFormat: Format = "f-string",
): PromptContent => ({
  ...emptyContent(),
  templateFormat,
  messages: texts.map((template): Message => ({ role: "human", template })),
  snippets: Object.entries(snippets).map(([name, text]) => ({ name, text })),
});
const textOf = (of: PromptContent): string =>
  of.messages.map((message) => (message.role === "history" ? "" : message.template)).join("¶");
const written = (of: PromptContent) => textOf(writeOutSnippets(of));
const found = (of: PromptContent) =>
  checkContent(of).map(({ rule, place, data: { snippet } }) => {
    const where = place.in === "message" ? `${place.start}-${place.end}` : `${place.in} ${place.index}`;
    return `${rule} ${where}${snippet === undefined ? "" : ` in ${snippet}`}`;
  });

describe("reading references", () => {
  test.each<[string, Format, string[]]>([
    ["{>voice} and {>语气-1} and {name}", "f-string", ["voice", "语气-1"]],
    ["{{>voice}}", "f-string", []],
    ["{{>voice}} {{> 语气-1 }} {{name}}", "mustache", ["voice", "语气-1"]],
    ["{{! {{>voice}}", "mustache", []],
    ["{{#items}}{{>line}}{{/items}}", "mustache", ["line"]],
  ])("%s in %s refers to %j", (text, format, references) => {
    expect(parseTemplate(text, format)).toMatchObject({ references });
  });

  test("a reference is no variable: it is neither asked for nor declared", () => {
    const of = content(["{>voice}"], { voice: "calm" });
    expect(neededVariables(of)).toEqual([]);
    expect(declareMissingVariables(of)).toBe(of);
  });

  test("a blank before the name is told with the form that is meant", () => {
    expect(parseTemplate("{> voice}", "f-string").problems).toMatchObject([
      { code: "bad-name", data: { suggestion: ">voice" } },
    ]);
  });

  test("doubling the braces of JSON leaves a reference within it alone", () => {
    const [finding] = lintContent(content(['{"say": {>voice}}'], { voice: "calm" })).filter(
      ({ rule }) => rule === "bad-name",
    );
    expect(finding).toBeDefined();
    const mended = fixAll(content(['{"say": {>voice}}'], { voice: "calm" }), [finding as never], "bad-name");
    expect(written(mended)).toBe('{{"say": calm}}');
  });

  test("renaming a reference changes nothing but the name, in either format", () => {
    expect(renameReference("{>a} {a} {{>a}} {>ab}", "f-string", "a", "新")).toBe("{>新} {a} {{>a}} {>ab}");
    expect(renameReference("{{> a }}{{a}}{{!{{>a}}", "mustache", "a", "b")).toBe("{{> b }}{{a}}{{!{{>a}}");
  });
});

describe("writing out", () => {
  test("nested snippets stand where they are referred to, as often as they are", () => {
    const of = content(["<{>a}>", "{>b}{>b}"], { a: "1{>b}2", b: "[{x}]" });
    expect(written(of)).toBe("<1[{x}]2>¶[{x}][{x}]");
    expect(writeOutSnippets(of)).not.toHaveProperty("snippets");
  });

  const names = ["a", "b", "c", "d"] as const;
  const piece = fc.oneof(
    fc.constantFrom("x", "{{", "}}", "{v}", "\n", "{>none}"),
    fc.constantFrom(...names).map((name) => `{>${name}}`),
  );
  const text = fc.array(piece, { maxLength: 5 }).map((parts) => parts.join(""));

  test("gives what putting in the texts one after another gives, and leaves alone what would never end", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 4, maxLength: 4 }), text, (texts, template) => {
        const snippets = Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""]));
        const leads = (from: string, seen: string[]): boolean =>
          seen.includes(from) ||
          [...(snippets[from] ?? "").matchAll(/\{>(\w)\}/g)].some(([, to]) =>
            leads(to ?? "", [...seen, from]),
          );
        const oracle = (of: string): string =>
          of.replace(/\{\{|\}\}|\{>(\w)\}/g, (tag, name?: string) =>
            name === undefined || snippets[name] === undefined || leads(name, [])
              ? tag
              : oracle(snippets[name]),
          );
        expect(written(content([template], snippets))).toBe(oracle(template));
      }),
    );
  });

  test("every place of the written text is found again in the message, and within a snippet at the reference", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 4, maxLength: 4 }), text, fc.nat(), (texts, template, at) => {
        const of = content(
          [template],
          Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""])),
        );
        const read = readWrittenOut(of);
        const whole = textOf(read.content);
        if (whole === "") return;
        const start = at % whole.length;
        const place = read.placeOf(0, start, start + 1);
        const piece = template.slice(place.start, place.end);
        if (place.snippet === null) expect(piece).toBe(whole[start]);
        else expect(piece).toBe(`{>${place.snippet}}`);
      }),
    );
  });

  test("what two neighbours make together is no reference that is followed", () => {
    const of = content(["{>open}>secret}}"], { open: "{{", secret: "hidden" }, "f-string");
    expect(written(of)).toBe("{{>secret}}");
    const inMustache = content(["{{>open}}>secret}}"], { open: "{{", secret: "hidden" }, "mustache");
    expect(written(inMustache)).toBe("{{>secret}}");
    expect(checkContent(inMustache).some(({ level }) => level === "error")).toBe(true);
  });

  test("a million references, or two to the power of 190 of them, are refused before they are built", () => {
    const many = content(["{>a}".repeat(1_000_000)], { a: "0123456789" });
    expect(() => writeOutSnippets(many)).toThrowError(expect.objectContaining({ code: "prompts.too-long" }));
    const doubling = Object.fromEntries(
      Array.from({ length: 190 }, (_, at) => [`s${at}`, `{>s${at + 1}}{>s${at + 1}}`]),
    );
    const bomb = content(["{>s0}"], { ...doubling, s190: "x" });
    expect(() => writeOutSnippets(bomb)).toThrowError(expect.objectContaining({ code: "prompts.too-long" }));
    expect(found(bomb)).toEqual([]);
    expect(written(content(["{>s0}"], { ...doubling, s190: "" }))).toBe("");
  });

  test("names of an object's own are names of snippets like others", () => {
    expect(
      written(content(["{>constructor}{>__proto__}{>toString}"], { constructor: "1", toString: "2" })),
    ).toBe("1{>__proto__}2");
  });
});

describe("what is said of a prompt with snippets", () => {
  const text = (name: string): Variable => ({ name, type: "text" });

  test("variables within snippets, also nested ones, are used, needed and declared", () => {
    const of = { ...content(["{>a}"], { a: "{>b} {x}", b: "{y}" }), variables: [text("y")] };
    expect(neededVariables(of).map(({ name }) => name)).toEqual(["y", "x"]);
    expect(undeclaredNames(of)).toEqual(["x"]);
    expect(declareMissingVariables(of).variables.map(({ name }) => name)).toEqual(["y", "x"]);
    expect(found(of)).toEqual(["unknown-variable 0-4 in a"]);
    expect(found(declareMissingVariables(of))).toEqual([]);
  });

  test("an unknown reference, one within a snippet, a cycle and a text that nobody refers to are found", () => {
    const of = content(["Hi {>nobody} {>a} {>loop}"], {
      a: "{>gone}",
      loop: "{>pool}",
      pool: "{>loop}",
      idle: "x",
    });
    expect(found(of)).toEqual([
      "unknown-snippet 3-12",
      "unknown-snippet 13-17 in a",
      "snippet-cycle 18-25",
      "snippet-unused snippet 3",
    ]);
    const said = checkContent(of).map(explainFinding);
    expect(said[1]).toBe("In the snippet “a”: There is no snippet “gone”. Make it, or put its text here.");
    expect(said[2]).toContain("loop › pool › loop");
    expect(fixAll(of, checkContent(of), "snippet-unused").snippets?.map(({ name }) => name)).toEqual([
      "a",
      "loop",
      "pool",
    ]);
  });

  test("the last unused text that is removed leaves a content without snippets, as before there were any", () => {
    const of = content(["Hi"], { idle: "x" });
    expect(fixAll(of, checkContent(of), "snippet-unused")).not.toHaveProperty("snippets");
  });

  test("in Mustache a snippet inside a section reads the item, and one outside it may not", () => {
    const variables: Variable[] = [{ name: "items", type: "list" }];
    const inside = content(["{{#items}}{{>line}}{{/items}}"], { line: "- {{.}}" }, "mustache");
    expect(found({ ...inside, variables })).toEqual([]);
    const outside = content(["{{>line}}{{#items}}{{/items}}"], { line: "- {{.}}" }, "mustache");
    expect(found({ ...outside, variables })).toEqual(["item-outside-section 0-9 in line"]);
  });

  test("a secret in a snippet is found at the reference, and not offered to be cut out of it", () => {
    const of = content(["Use {>key}"], {
      key: "Authorization: Bearer sk-proj-4fJ9aLq0ZsX7vB2nM8tR5wY1cD6eG3hK",
    });
    const [secret] = lintContent(of).filter(({ rule }) => rule === "secret-in-text");
    expect(secret).toMatchObject({ place: { start: 4, end: 10 }, data: { snippet: "key" } });
    expect(fixAll(of, lintContent(of), "secret-in-text")).toBe(of);
  });

  test("a variable that a snippet uses is not renamed in the messages alone", () => {
    const of = { ...content(["{x} {>a}"], { a: "{x}" }), variables: [text("x")] };
    expect(renameVariable(of, "x", "y")).toMatchObject({ ok: false, code: "in-snippet" });
    expect(renameVariable(of, "x", "a")).toMatchObject({ ok: false });
    const unused = { ...content(["{x}"], { a: "{x}" }), variables: [text("x")] };
    expect(renameVariable(unused, "x", "y")).toMatchObject({ ok: true });
  });

  test.each(["jinja2", "handlebars", "nunjucks"] as const)(
    "%s is one error, and its variables are not called unused",
    (templateFormat) => {
      const of = { ...content(["{% if x %}{>a}{{ x }}{% endif %}"]), templateFormat, variables: [text("x")] };
      expect(found(of)).toEqual(["foreign-syntax 0-0"]);
      expect(referencesOf(of)).toEqual([]);
    },
  );
});
