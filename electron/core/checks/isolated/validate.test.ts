import { describe, expect, it } from "vitest";
import { validate } from "./validate.ts";

const errorsOf = (schema: object, value: unknown) => validate({ schema: schema as never, value });

describe("a schema", () => {
  it("names every place that breaks it, with what would have been right", () => {
    const schema = {
      type: "object",
      required: ["id"],
      properties: { kind: { enum: ["a", "b"] }, list: { items: { type: "integer" } } },
      additionalProperties: false,
    };
    expect(errorsOf(schema, { kind: "c", list: [1, "x"], more: 1 })).toEqual({
      errors: expect.arrayContaining([
        { path: "", message: "must have required property 'id'" },
        { path: "", message: "must NOT have additional properties: more" },
        { path: "/kind", message: "must be equal to one of the allowed values: a, b" },
        { path: "/list/1", message: "must be integer" },
      ]),
    });
  });

  it("is read as the draft that it names: a list of items is a tuple in draft 7 and a mistake today", () => {
    const tuple = { items: [{ type: "string" }, { type: "number" }] };
    const old = { $schema: "http://json-schema.org/draft-07/schema#", ...tuple };
    expect(errorsOf(old, ["a", 1])).toEqual({ errors: [] });
    expect(errorsOf(old, ["a", "b"])).toEqual({ errors: [{ path: "/1", message: "must be number" }] });
    expect(errorsOf(tuple, ["a", 1])).toMatchObject({ fault: "invalid" });
    const now = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      prefixItems: [{ type: "string" }],
    };
    expect(errorsOf(now, [1])).toMatchObject({ errors: [{ path: "/0" }] });
  });

  it("may hold patterns as people write them, and formats", () => {
    const date = { type: "string", pattern: "^\\d{4}\\-\\d{2}$" };
    expect(errorsOf(date, "2026-11")).toEqual({ errors: [] });
    expect(errorsOf(date, "2026/11")).toMatchObject({ errors: [{ path: "" }] });
    expect(errorsOf({ format: "email" }, "nobody")).toMatchObject({ errors: [{ path: "" }] });
    expect(errorsOf({ format: "made-up" }, "x")).toEqual({ errors: [] });
  });

  it("with the $id of another schema is judged by itself", () => {
    expect(errorsOf({ $id: "https://a.b/c", type: "string" }, 1)).toMatchObject({ errors: [{ path: "" }] });
    expect(errorsOf({ $id: "https://a.b/c", type: "number" }, 1)).toEqual({ errors: [] });
  });

  it("stays right when more schemas were used than are kept", () => {
    for (let turn = 0; turn < 250; turn += 1) {
      expect(errorsOf({ const: turn }, turn)).toEqual({ errors: [] });
      expect(errorsOf({ const: 0, $comment: "kept" }, 1)).toMatchObject({ errors: [{ path: "" }] });
    }
  });

  it("that asks to be asynchronous does not let everything pass: a promise is no verdict", () => {
    const schema = { $async: true, type: "string" };
    expect(errorsOf(schema, 5)).toMatchObject({ errors: [{ path: "" }] });
    expect(errorsOf(schema, "x")).toEqual({ errors: [] });
    expect(errorsOf({ properties: { a: { $async: true, type: "string" } } }, { a: 5 })).toMatchObject({
      fault: "invalid",
    });
  });

  it("takes a price for a multiple of a cent, whatever floating figures make of it", () => {
    for (const price of [19.99, 0.07, 1_234_567.89, 3])
      expect(errorsOf({ multipleOf: 0.01 }, price)).toEqual({ errors: [] });
    for (const price of [19.995, 0.001])
      expect(errorsOf({ multipleOf: 0.01 }, price)).toHaveProperty("errors.0");
    expect(errorsOf({ multipleOf: 0.0001 }, 0.0075)).toEqual({ errors: [] });
  });

  it("that is none says what is wrong with it", () => {
    expect(errorsOf({ type: "strin" }, "x")).toMatchObject({
      fault: "invalid",
      message: expect.stringMatching(/type/),
    });
    expect(errorsOf({ pattern: "(" }, "x")).toMatchObject({ fault: "invalid" });
  });
});
