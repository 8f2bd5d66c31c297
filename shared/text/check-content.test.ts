import { describe, expect, test } from "vitest";
import fc from "../../tests/support/property.ts";
import {
  emptyContent,
  type Message,
  type PromptContent,
  promptContent,
  type Variable,
} from "../model/content.ts";
import { checkContent, declareMissingVariables } from "./check-content.ts";
import { explainFinding } from "./lint/explain-finding.ts";
import { renameVariable } from "./rename-variable.ts";

const content = (templates: string[], more: Partial<PromptContent> = {}): PromptContent => ({
  ...emptyContent(),
  messages: templates.map((template): Message => ({ role: "human", template })),
  ...more,
});
const text = (name: string, more: Partial<Variable> = {}): Variable => ({ name, type: "text", ...more });
const found = (of: PromptContent) =>
  checkContent(of).map(({ rule, level, place }) => {
    const where = place.in === "message" ? `${place.index}:${place.start}-${place.end}` : `v${place.index}`;
    return `${level} ${rule} ${where}`;
  });

test("a complete prompt has no problems", () => {
  expect(found(content(["Hi {name}"], { variables: [text("name")] }))).toEqual([]);
});

test("each use of an undeclared variable is marked where it stands, and an unused declaration where it is declared", () => {
  expect(found(content(["ok", "{a} {b} {a}"], { variables: [text("b"), text("c")] }))).toEqual([
    "warning unknown-variable 1:0-3",
    "warning unknown-variable 1:8-11",
    "hint unused-variable v1",
  ]);
});

test("template faults are located in their message", () => {
  expect(found(content(["fine", 'x {"a": 1}']))).toEqual(["error bad-name 1:2-10"]);
});

test("what is wrong with declarations is found", () => {
  const variables: Variable[] = [
    text("a"),
    text("a"),
    text("e", { type: "enum" }),
    text("n", { type: "number", default: "many" }),
    text("f", { type: "enum", options: ["x"], default: "y" }),
    text("l", { type: "list", default: "one\ntwo" }),
    text("j", { type: "json", default: "" }),
  ];
  expect(found(content(["{a}{e}{n}{f}{l}{j}"], { variables }))).toEqual([
    "error duplicate-variable v1",
    "error no-options v2",
    "error bad-default v3",
    "error bad-default v4",
  ]);
});

test("an empty message, and blanks count as empty", () => {
  expect(found(content(["", " \n"]))).toEqual(["warning empty-message 0:0-0", "warning empty-message 1:0-2"]);
});

test("a history must not share its name with a variable, declared or used", () => {
  const history = (variable: string): Message => ({ role: "history", variable, optional: true });
  expect(
    found({ ...content([]), messages: [history("past"), { role: "human", template: "{past}" }] }),
  ).toEqual(["error history-clash 0:0-0"]);
  expect(found({ ...content([]), messages: [history("past")], variables: [text("past")] })).toContain(
    "error history-clash 0:0-0",
  );
  expect(found({ ...content([]), messages: [history("stop")] })).toEqual(["error reserved-name 0:0-0"]);
});

describe("names inside a Mustache section", () => {
  const section = (type: Variable["type"], declared: Variable[] = []) =>
    content(["{{#s}}{{inner}}{{/s}}"], {
      templateFormat: "mustache",
      variables: [text("s", { type }), ...declared],
    });

  test("belong to the items of JSON and to the prompt otherwise", () => {
    expect(found(section("json"))).toEqual([]);
    expect(found(section("boolean"))).toEqual(["warning unknown-variable 0:6-15"]);
    expect(declareMissingVariables(section("json")).variables).toHaveLength(1);
    expect(declareMissingVariables(section("list")).variables.map(({ name }) => name)).toEqual([
      "s",
      "inner",
    ]);
  });

  test("count as a use of the declared variable of that name", () => {
    expect(found(section("json", [text("inner")]))).toEqual([]);
  });
});

test("declaring what is missing leaves nothing undeclared, changes nothing else and is complete at once", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("{", "}", "a", "b", "#", "/", " ") }), (template) => {
      for (const templateFormat of ["f-string", "mustache"] as const) {
        const before = content([template], { templateFormat });
        const after = declareMissingVariables(before);
        expect(checkContent(after).map(({ rule }) => rule)).not.toContain("unknown-variable");
        expect(declareMissingVariables(after)).toBe(after);
        expect({ ...after, variables: [] }).toEqual(before);
        expect(promptContent.safeParse(after).success).toBe(true);
      }
    }),
  );
});

describe("renaming", () => {
  const before = content(["{a} {{a}} {ab}", '{"x": "{a}"}'], { variables: [text("a"), text("ab")] });

  test("changes the name in all places and nothing else", () => {
    expect(renameVariable(before, "a", "城市")).toEqual({
      ok: true,
      content: {
        ...content(["{城市} {{a}} {ab}", '{"x": "{城市}"}']),
        variables: [text("城市"), text("ab")],
      },
    });
    const mustache = content(["{{# a }}{{{a}}}{{.}}{{/a}}{{^a}}{{&  a }}{{/ a}} a {a}"], {
      templateFormat: "mustache",
    });
    expect(renameVariable(mustache, "a", "b2")).toMatchObject({
      content: { messages: [{ template: "{{# b2 }}{{{b2}}}{{.}}{{/b2}}{{^b2}}{{&  b2 }}{{/ b2}} a {a}" }] },
    });
    const history: PromptContent = {
      ...content([]),
      messages: [{ role: "history", variable: "a", optional: true }],
    };
    expect(renameVariable(history, "a", "b")).toMatchObject({ content: { messages: [{ variable: "b" }] } });
  });

  test("there and back again is the same prompt", () => {
    const there = renameVariable(before, "a", "zz");
    expect(there.ok && renameVariable(there.content, "zz", "a")).toEqual({ ok: true, content: before });
  });

  test.each([
    ["a", "ab", "name-taken"],
    ["a", "__proto__", "bad-name"],
    ["a", "a b", "bad-name"],
    ["a", "stop", "bad-name"],
    ["a", "", "bad-name"],
    ["missing", "new", "unknown-variable"],
  ])("%s → %s is refused", (from, to, code) => {
    expect(renameVariable(before, from, to)).toMatchObject({ ok: false, code });
  });
});

test("every problem has a sentence", () => {
  const problems = checkContent(
    content(["{a.b} {} {stop} } {x!r} {", ""], {
      variables: [text("u"), text("u"), text("e", { type: "enum" })],
    }),
  );
  for (const problem of problems) expect(explainFinding(problem)).toMatch(/^\S.*\.$/);
  expect(new Set(problems.map(explainFinding)).size).toBeGreaterThan(7);
});

test("a hundred messages with many variables are checked at once", () => {
  const template = Array.from({ length: 500 }, (_, index) => `{v${index}} some words `).join("");
  const variables = Array.from({ length: 500 }, (_, index) => text(`v${index}`));
  expect(found(content(Array(100).fill(template), { variables }))).toEqual([]);
});
