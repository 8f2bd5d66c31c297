import { describe, expect, it } from "vitest";
import type { JsonSchema } from "#shared/model/content.ts";
import { askForJson as json } from "../../../../tests/support/ask-simulator.ts";

describe("JSON", () => {
  it.each<[string, string[]]>([
    ["Return JSON with fields name, age and email for: My name is Ada, I am 36.", ["name", "age", "email"]],
    [
      "Respond with a JSON object with keys: title, tags, is_urgent. Text: The server is down.",
      ["title", "tags", "is_urgent"],
    ],
    [
      'Output JSON like {"mood": "good|bad", "score": 0, "why": "..."} for: I love it',
      ["mood", "score", "why"],
    ],
    [
      "Give me JSON containing `city`, `country` (string) and `population` (number) about Rome",
      ["city", "country", "population"],
    ],
    [
      "Answer as JSON with these keys:\n- verdict: pass or fail\n- confidence: 0 to 1\n\nThe essay is short.",
      ["verdict", "confidence"],
    ],
    ["返回JSON，包含字段：姓名、年龄、城市。内容：李雷今年28岁，在上海工作。", ["姓名", "年龄", "城市"]],
    ["请输出JSON，字段为 title 和 summary：今天天气很好。", ["title", "summary"]],
    [
      "```json\n{\n  'a': 'text', // first\n  b: [\"x\", ...],\n}\n```\nReturn JSON in this form.",
      ["a", "b"],
    ],
  ])("has exactly the fields that are named: %s", (prompt, fields) => {
    expect(Object.keys(json(prompt))).toEqual(fields);
  });

  it("fills the fields from the data", () => {
    const text =
      "My name is Ada Lovelace, I am 36 years old, mail ada@example.org, since 3 March 2025, I paid 1,200.50 EUR.";
    expect(
      json(`Return JSON with fields name, age, email, date, amount and currency.\n\nText: ${text}`),
    ).toEqual({
      name: "Ada Lovelace",
      age: 36,
      email: "ada@example.org",
      date: "2025-03-03",
      amount: 1200.5,
      currency: "EUR",
    });
    expect(json("返回JSON，包含字段：姓名、年龄、城市。内容：李雷今年28岁，在上海工作。")).toEqual({
      姓名: "李雷",
      年龄: 28,
      城市: "上海",
    });
  });

  it("has the type that a name promises", () => {
    const value = json(
      "Return JSON with fields is_urgent, score, tags and title for: Please help immediately, the site is down.",
    );
    expect([value.is_urgent, typeof value.score, Array.isArray(value.tags), typeof value.title]).toEqual([
      true,
      "number",
      true,
      "string",
    ]);
  });

  it("writes null for what is missing only where the prompt allows it", () => {
    const fields = "Return JSON with fields email and date.";
    expect(json(`${fields} Use null for missing values. Text: Nothing here.`)).toEqual({
      email: null,
      date: null,
    });
    expect(Object.values(json(`${fields} Text: Nothing here.`)).includes(null)).toBe(false);
  });

  const schema: JsonSchema = {
    type: "object",
    properties: {
      kind: { type: "string", enum: ["invoice", "order"] },
      total: { type: "number", minimum: 0 },
      rating: { type: "integer", minimum: 1, maximum: 5 },
      paid: { type: "boolean" },
      note: { type: ["string", "null"] },
      due: { type: "string", format: "date" },
      version: { const: 2 },
      tags: { type: "array", items: { type: "string" }, minItems: 2, maxItems: 2 },
      buyer: { $ref: "#/$defs/party" },
      lines: {
        type: "array",
        items: {
          type: "object",
          properties: { description: { type: "string" }, quantity: { type: "integer" } },
        },
      },
    },
    $defs: { party: { type: "object", properties: { name: { type: "string" } } } },
  };

  it("keeps to a schema, references and bounds included", () => {
    const text =
      "Invoice INV-7 for Ada Lovelace, due 2025-04-01.\n2 x  Desk  429.00  858.00\nTotal 858.00 EUR";
    const value = json(["Extract.", text], {
      outputSchema: schema,
      settings: { responseFormat: "json-schema" },
    });
    expect(Object.keys(value)).toEqual(Object.keys(schema.properties as object));
    expect(value).toMatchObject({
      kind: "invoice",
      total: 858,
      due: "2025-04-01",
      version: 2,
      buyer: { name: "Ada Lovelace" },
      lines: [{ description: "Desk", quantity: 2 }],
    });
    expect(value.rating).toBeGreaterThanOrEqual(1);
    expect(value.rating).toBeLessThanOrEqual(5);
    expect(value.tags).toHaveLength(2);
  });

  it("does not hang on a schema that contains itself", () => {
    const endless: JsonSchema = {
      $ref: "#/$defs/node",
      $defs: {
        node: {
          type: "object",
          properties: { next: { $ref: "#/$defs/node" }, other: { $ref: "#/$defs/node" } },
        },
      },
    };
    expect(typeof json("Go", { outputSchema: endless })).toBe("object");
    const loop: JsonSchema = {
      $ref: "#/$defs/a",
      $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } },
    };
    expect(() => json("Go", { outputSchema: loop })).not.toThrow();
  });

  it("takes no name from a prototype", () => {
    const value = json("Return JSON with fields constructor, __proto__ and toString for: x");
    expect(Object.keys(value).includes("__proto__")).toBe(false);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("is valid JSON also when no field is named", () => {
    expect(typeof json("Extract the important data from this as JSON:\n\nOrder 4711 of 2025-01-02")).toBe(
      "object",
    );
    expect(typeof json("Why?", { settings: { responseFormat: "json" } })).toBe("object");
  });
});
