import { describe, expect, test } from "vitest";
import { emptyContent, type Message, type PromptContent } from "#shared/model/content.ts";
import { checkContent } from "#shared/text/check-content.ts";
import { convertTemplate } from "#shared/text/convert-template.ts";
import {
  addMessage,
  appendReply,
  changeModel,
  changeVariable,
  duplicateMessage,
  messagesUsing,
  moveMessage,
  removeMessage,
  setHistory,
  setRole,
  setTemplate,
  setVariableType,
} from "./content-edits.ts";
import { estimateCost, estimateInputTokens } from "./cost-estimate.ts";
import { switchFormat } from "./template-conversion.ts";
import { nextVersion } from "./version-number.ts";

const contentOf = (...messages: Message[]): PromptContent => ({ ...emptyContent(), messages });
const system = (template: string): Message => ({ role: "system", template });
const human = (template: string): Message => ({ role: "human", template });

describe("messages", () => {
  const content = contentOf(system("a"), human("b"), human("c"));

  test("moving beyond an end changes nothing, so that no undo step is made", () => {
    expect(moveMessage(0, -1)(content)).toBe(content);
    expect(moveMessage(2, 3)(content)).toBe(content);
    expect(moveMessage(0, 2)(content).messages.map((m) => m.role)).toEqual(["human", "human", "system"]);
  });

  test("typing the same text again changes nothing", () => {
    expect(setTemplate(1, "b")(content)).toBe(content);
    expect(setTemplate(9, "b")(content)).toBe(content);
    expect(removeMessage(9)(content)).toBe(content);
  });

  test("a message with a text never becomes a history, which would lose the text", () => {
    expect(setRole(1, "history")(content)).toBe(content);
    const blank = contentOf(human("  "));
    expect(setRole(0, "history")(blank).messages[0]).toEqual({
      role: "history",
      variable: "history",
      optional: true,
    });
  });

  test("a second history gets a name of its own", () => {
    const twice = addMessage("history")(addMessage("history")(content));
    expect(twice.messages.slice(3)).toMatchObject([{ variable: "history" }, { variable: "history2" }]);
    expect(duplicateMessage(3)(twice).messages[4]).toMatchObject({ variable: "history3" });
    expect(setHistory(3, { optional: false })(twice).messages[3]).toMatchObject({ optional: false });
  });

  test("a copied message is an object of its own", () => {
    const copied = duplicateMessage(1)(content);
    expect(copied.messages[2]).toEqual(copied.messages[1]);
    expect(copied.messages[2]).not.toBe(copied.messages[1]);
  });

  test("a reply full of braces becomes a message without turning into variables", () => {
    const next = appendReply('{"name": {x}}')(content);
    expect(checkContent(next).filter((problem) => problem.level === "error")).toEqual([]);
    expect(messagesUsing(next).size).toBe(0);
    expect(next.messages.map((message) => message.role)).toEqual(["system", "human", "human", "ai", "human"]);
  });

  test("uses of a name are counted by message, the history's name too", () => {
    const used = contentOf(system("{a} {a}"), human("{a} {b}"), {
      role: "history",
      variable: "h",
      optional: true,
    });
    expect([...messagesUsing(used)]).toEqual([
      ["a", [1, 2]],
      ["b", [2]],
      ["h", [3]],
    ]);
  });
});

describe("variables and settings", () => {
  const content: PromptContent = {
    ...contentOf(human("{n}")),
    variables: [{ name: "n", type: "text", default: "3", example: "many" }],
  };

  test("a new type keeps the default that it can read and drops the example that it cannot", () => {
    expect(setVariableType(0, "number")(content).variables[0]).toEqual({
      name: "n",
      type: "number",
      default: 3,
    });
  });

  test("a field that is cleared is gone, not undefined: the content hash counts it", () => {
    expect(Object.keys(changeVariable(0, { default: undefined })(content).variables[0] ?? {})).toEqual([
      "name",
      "type",
      "example",
    ]);
    const warm = changeModel({ temperature: 0.5, seed: 1 })(content);
    expect(changeModel({ temperature: undefined })(warm).model).toEqual({ seed: 1 });
  });
});

describe("switching the template format", () => {
  test("references and the texts that they stand for go along, and give the same messages", () => {
    const content: PromptContent = {
      ...contentOf(human("Hi {>voice}")),
      snippets: [{ name: "voice", text: "{{calm}} {name}" }],
    };
    const { content: switched, kept } = switchFormat(content, "mustache");
    expect(kept).toBe(0);
    expect(switched).toMatchObject({
      messages: [{ template: "Hi {{>voice}}" }],
      snippets: [{ name: "voice", text: "{calm} {{name}}" }],
    });
    expect(switchFormat(switched, "f-string").content).toEqual(content);
  });

  test("a syntax of another tool is never taken for the text that it would be", () => {
    expect(convertTemplate("{{ name }}", "jinja2", "f-string")).toBeNull();
  });

  test.each([
    ["Hi {name}!", "Hi {{name}}!"],
    ['{{"a": {b}, "c": 1}}', '{"a": {{b}}, "c": 1}'],
    ["no braces", "no braces"],
  ])("%s gives the same text as %s, there and back", (fString, mustache) => {
    expect(convertTemplate(fString, "f-string", "mustache")).toBe(mustache);
    expect(convertTemplate(mustache, "mustache", "f-string")).toBe(fString);
  });

  test.each(["{{#items}}{{.}}{{/items}}", "{{! a note }}", "{{^a}}none{{/a}}"])(
    "%s has no f-string form and stays",
    (template) => {
      expect(convertTemplate(template, "mustache", "f-string")).toBeNull();
      const { content, kept } = switchFormat(
        { ...contentOf(human(template)), templateFormat: "mustache" },
        "f-string",
      );
      expect(kept).toBe(1);
      expect(content.messages).toEqual([human(template)]);
    },
  );

  test.each(["{{{{name}}}}", "{{{name}}}", "{broken", "{a.b}"])(
    "%s would mean something else in Mustache and stays",
    (template) => {
      expect(convertTemplate(template, "f-string", "mustache")).toBeNull();
    },
  );
});

test("the number of the next version follows semver, and the first is 1.0.0", () => {
  expect(nextVersion(null, "major")).toBe("1.0.0");
  expect(nextVersion("1.2.9", "patch")).toBe("1.2.10");
  expect(nextVersion("1.2.9", "minor")).toBe("1.3.0");
  expect(nextVersion("1.2.9", "major")).toBe("2.0.0");
});

describe("the cost estimate", () => {
  const price = { inputPerMillion: 2, outputPerMillion: 8, asOf: "2026-11-01" };

  test("charges the prompt and the most that the reply may have", () => {
    expect(estimateCost(1_000, 500, price)).toEqual({
      inputTokens: 1_000,
      outputTokens: 500,
      outputIsLimit: true,
      costUsd: 0.006,
    });
  });

  test("an unknown price is an unknown cost, not a free call", () => {
    expect(estimateCost(1_000, undefined, null).costUsd).toBeNull();
  });

  test("tools and a schema that is sent count; a schema that is not sent does not", () => {
    const content = contentOf(human("hi"));
    const messages = [{ content: "hi" }];
    const plain = estimateInputTokens(messages, content);
    const outputSchema = { type: "object", properties: { name: { type: "string" } } };
    expect(estimateInputTokens(messages, { ...content, outputSchema })).toBe(plain);
    expect(
      estimateInputTokens(messages, { ...content, outputSchema, model: { responseFormat: "json-schema" } }),
    ).toBeGreaterThan(plain);
    expect(
      estimateInputTokens(messages, { ...content, tools: [{ name: "look_up", parameters: {} }] }),
    ).toBeGreaterThan(plain);
  });
});
