import mustache from "mustache";
import { describe, expect, test } from "vitest";
import fc from "../../tests/support/property.ts";
import type { TemplateFormat } from "../model/content.ts";
import { escapeBraces, isNamed, parseTemplate, rootUses } from "./template.ts";

const formats = ["f-string", "mustache"] as const;
const braceText = fc
  .array(
    fc.constantFrom(
      ...[
        "{",
        "}",
        "{{",
        "}}",
        "{{{",
        "}}}",
        "#",
        "/",
        "^",
        "!",
        ">",
        "&",
        "=",
        ".",
        " ",
        "\n",
        "a",
        "items",
        '"',
      ],
      ...[
        "{name}",
        "{{name}}",
        "{{#items}}",
        "{{/items}}",
        "{{^items}}",
        "{{.}}",
        "角色",
        "__proto__",
        "🙂",
        ":",
        "x y",
      ],
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));
const anyText = fc.oneof(braceText, fc.string({ unit: "binary" }));

const codes = (text: string, format: TemplateFormat = "f-string") =>
  parseTemplate(text, format).problems.map((problem) => problem.code);
const only = (text: string, format: TemplateFormat = "f-string") => {
  const { problems } = parseTemplate(text, format);
  expect(problems).toHaveLength(1);
  return {
    ...problems[0]?.data,
    code: problems[0]?.code,
    text: text.slice(problems[0]?.start, problems[0]?.end),
  };
};

test("variables that touch within unescaped JSON leave no empty piece between them", () => {
  const { segments } = parseTemplate("{.{name}{name}{{name}", "f-string");
  expect(segments.map(({ kind, start, end }) => [kind, end - start])).toEqual([
    ["invalid", 2],
    ["variable", 6],
    ["variable", 6],
    ["invalid", 7],
  ]);
});

describe.each(formats)("any text as %s", (format) => {
  test("reading never throws and the pieces join to the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { segments, problems, variables, mentioned } = parseTemplate(text, format);
        expect(segments.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
        let at = 0;
        for (const segment of segments) {
          expect(segment.start).toBe(at);
          expect(segment.end).toBeGreaterThan(segment.start);
          at = segment.end;
          if (isNamed(segment)) expect(text.startsWith(segment.name, segment.nameStart)).toBe(true);
        }
        for (const { start, end } of problems) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        expect(mentioned).toEqual(expect.arrayContaining(variables));
        expect(mentioned).not.toContain("__proto__");
        if (problems.length === 0) expect(segments.some(({ kind }) => kind === "invalid")).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["opening braces", "{".repeat(100_000)],
    ["opening braces apart", "{ ".repeat(50_000)],
    ["closing braces", "}".repeat(100_001)],
    ["nested JSON", '{"a":'.repeat(20_000) + "}".repeat(20_000)],
    ["sections that nothing closes", "{{#a}}".repeat(17_000)],
    ["sections closed by another name", "{{#a}}".repeat(8_000) + "{{/b}}".repeat(8_000)],
    ["blanks inside a tag", `{{${" ".repeat(100_000)}x`],
    ["blanks inside many tags", `{{ ${" ".repeat(50)}`.repeat(2_000)],
    ["a long name", `{${"a".repeat(100_000)}}`],
    ["a long format", `{a:${"b".repeat(100_000)}}`],
    ["triple tags", "{{{a".repeat(25_000)],
  ])("100 kB of %s are read in one pass", (_, text) => {
    const { segments, problems } = parseTemplate(text, format);
    expect(segments.at(-1)?.end).toBe(text.length);
    expect(problems.length).toBeLessThanOrEqual(200);
  });
});

describe("f-string", () => {
  test("plain identifiers of any script are variables, each once and in order", () => {
    expect(parseTemplate("{b} {角色} {b}{_x1} {{no}}", "f-string")).toMatchObject({
      variables: ["b", "角色", "_x1"],
      problems: [],
    });
  });

  test("a variable's name has its own position, after astral characters too", () => {
    const { segments } = parseTemplate("🙂{{{name}}}", "f-string");
    expect(segments).toEqual([
      { kind: "text", start: 0, end: 2 },
      { kind: "escape", start: 2, end: 4 },
      { kind: "variable", name: "name", nameStart: 5, start: 4, end: 10 },
      { kind: "escape", start: 10, end: 12 },
    ]);
  });

  test.each([
    ["{a.b}", { code: "bad-name", reason: "path" }],
    ["{a[0]}", { code: "bad-name", reason: "path" }],
    ["{x!r}", { code: "bad-name", reason: "format", suggestion: "x" }],
    ["{x:>10}", { code: "bad-name", reason: "format", suggestion: "x" }],
    ["{ name }", { code: "bad-name", reason: "spaces", suggestion: "name" }],
    ["{__proto__}", { code: "bad-name", reason: "forbidden" }],
    ["{constructor}", { code: "bad-name", reason: "forbidden" }],
    ["{toString}", { code: "bad-name", reason: "forbidden" }],
    ['{"a": 1}', { code: "bad-name", reason: "json" }],
    ["{1}", { code: "bad-name", reason: "name" }],
    [`{${"a".repeat(65)}}`, { code: "bad-name", reason: "name" }],
    ["{}", { code: "empty-name" }],
    ["{stop}", { code: "reserved-name" }],
  ])("%s is one problem over the whole of it and never a variable", (text, problem) => {
    expect(only(`before ${text} after {ok}`)).toMatchObject({ ...problem, text });
    expect(parseTemplate(text, "f-string").variables).toEqual([]);
  });

  test("unescaped JSON is one problem, however deep, and one fix makes it literal", () => {
    const text = 'Answer as {"user": {"name": "{name}", "tags": []}, "n": {}} please, {tone}.';
    expect(only(text)).toMatchObject({ code: "bad-name", reason: "json" });
    const { problems, variables } = parseTemplate(text, "f-string");
    expect(variables).toEqual(["name", "tone"]);
    const fixed = escapeBraces(text, problems[0]?.start ?? 0, problems[0]?.end ?? 0);
    expect(fixed).toBe('Answer as {{"user": {{"name": "{name}", "tags": []}}, "n": {{}}}} please, {tone}.');
    expect(parseTemplate(fixed, "f-string")).toMatchObject({ problems: [], variables: ["name", "tone"] });
  });

  test("the fix leaves braces that are doubled already", () => {
    const text = '{"a": {{"b": 1}}}';
    expect(escapeBraces(text, 0, text.length)).toBe('{{"a": {{"b": 1}}}}');
    const escaped = '{{"a": 1}}';
    expect(escapeBraces(escaped, 0, escaped.length)).toBe(escaped);
  });

  test("escaping any text leaves no problem of braces but forbidden names", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const left = parseTemplate(escapeBraces(text, 0, text.length), "f-string").problems;
        expect(left.filter((problem) => problem.code !== "reserved-name")).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("a half-typed variable leaves the others alone", () => {
    expect(parseTemplate("{first} {sec {third}", "f-string")).toMatchObject({
      variables: ["first", "third"],
      problems: [{ code: "unclosed-brace", start: 8, end: 9 }],
    });
    expect(codes("a } b")).toEqual(["stray-brace"]);
  });
});

describe("mustache", () => {
  test("escaped, unescaped and spaced tags are the same variable", () => {
    expect(parseTemplate("{{a}} {{{a}}} {{& a }} {{ 角色 }}", "mustache")).toMatchObject({
      variables: ["a", "角色"],
      problems: [],
    });
    expect(parseTemplate('{"json": {"is": "text"}} }}', "mustache")).toMatchObject({
      variables: [],
      problems: [],
    });
  });

  test("a name inside a section may be the item's and is not required; an inverted section brings no names", () => {
    const text = "{{#items}}{{label}} {{.}}{{/items}}{{^items}}none, {{user}}{{/items}}";
    const parsed = parseTemplate(text, "mustache");
    expect(parsed).toMatchObject({
      variables: ["items", "user"],
      mentioned: ["items", "label", "user"],
      problems: [],
    });
    const uses = rootUses(parsed.segments, (section) => section !== "items").map((use) => use.name);
    expect(uses).toEqual(["items", "label", "items", "user"]);
  });

  test.each([
    ["{{a.b}}", { code: "bad-name", reason: "path" }],
    ["{{constructor}}", { code: "bad-name", reason: "forbidden" }],
    ["{{__proto__}}", { code: "bad-name", reason: "forbidden" }],
    ["{{{constructor}}}", { code: "bad-name", reason: "forbidden" }],
    ["{{#__proto__}}", { code: "bad-name", reason: "forbidden" }],
    ["{{range.constructor}}", { code: "bad-name", reason: "path" }],
    ["{{constructor.constructor('return 1')()}}", { code: "bad-name" }],
    ["{{stop}}", { code: "reserved-name" }],
    ["{{> a/header}}", { code: "unsupported-partial", name: "a/header" }],
    ["{{>}}", { code: "unsupported-partial" }],
    ["{{=<% %>=}}", { code: "unsupported-delimiter" }],
    ["{{}}", { code: "empty-name" }],
    ["{{.}}", { code: "item-outside-section" }],
    ["{{#.}}", { code: "bad-name" }],
    ["{{/items}}", { code: "unopened-section" }],
    ["{{#items}}", { code: "unclosed-section" }],
    ["{{^items}}", { code: "unclosed-section" }],
  ])("%s is one problem over the whole of it", (text, problem) => {
    expect(only(`before ${text} after {{ok}}`, "mustache")).toMatchObject({ ...problem, text });
  });

  test("a half-typed tag leaves the others alone", () => {
    expect(parseTemplate("{{first}} {{sec {{third}}", "mustache")).toMatchObject({
      variables: ["first", "third"],
      problems: [{ code: "unclosed-brace", start: 10, end: 12 }],
    });
  });

  test("sections that cross are reported at the one left open", () => {
    expect(only("{{#a}}{{#b}}{{/a}}", "mustache")).toMatchObject({
      code: "unclosed-section",
      text: "{{#b}}",
    });
  });

  test("sections nested too deep for LangChain are a problem, not a crash", () => {
    expect(codes("{{#a}}".repeat(101) + "{{/a}}".repeat(100), "mustache")).toEqual(["too-deep"]);
  });

  test("what is valid here is read the same by the mustache package", () => {
    mustache.templateCache = undefined;
    let valid = 0;
    fc.assert(
      fc.property(braceText, (text) => {
        const { segments, problems } = parseTemplate(text, "mustache");
        let spans: unknown;
        try {
          spans = mustache.parse(text);
        } catch {
          expect(problems).not.toEqual([]);
          return;
        }
        if (problems.length > 0) return;
        valid += 1;
        const names = (tokens: unknown): unknown[] =>
          (tokens as [string, string, number, number, unknown?][]).flatMap(
            ([type, name, start, end, children]) =>
              type === "text" || type === "!"
                ? []
                : [[name, start, end], ...(Array.isArray(children) ? names(children) : [])],
          );
        const ours = segments.flatMap((segment) => {
          if (segment.kind === "item") return [[".", segment.start, segment.end]];
          if (!isNamed(segment) || segment.kind === "section-close") return [];
          return [[segment.name, segment.start, segment.end]];
        });
        expect(ours).toEqual(names(spans));
      }),
      { numRuns: 5_000 },
    );
    expect(valid).toBeGreaterThan(100);
  });
});
