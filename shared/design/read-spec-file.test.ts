import { describe, expect, it } from "vitest";
import { arbitrarySpec } from "../../tests/support/arbitrary-spec.ts";
import fc from "../../tests/support/property.ts";
import { readSpecFile } from "./read-spec-file.ts";
import { readSpecReply } from "./read-spec-reply.ts";

const read = (text: string) => {
  const reading = readSpecFile(text);
  if (!reading.ok) throw new Error(reading.message);
  return reading;
};

describe("a spec in a file", () => {
  it("may be written as other tools and people write it", () => {
    const { spec, description, notes } = read(`
name: Order reply
version: 1.0.0
description: Answers customers
use_case: customer service
metadata: { role: a support agent, domain: e-commerce, owner: Ann }
constraints: { max_length: 150, max_tokens: 300, tone: friendly, language: English, must_not: [Invent facts], reading level: grade 8 }
expected_output:
  format: JSON
  fields: [answer, { name: urgent, type: boolean, required: false }]
examples: [{ input: Hi, output: { answer: Hello, urgent: false } }]
tokenBudget: 900
`);
    expect(description).toBe("Answers customers");
    expect(spec).toEqual({
      useCase: "customer service",
      role: "a support agent",
      domain: "e-commerce",
      audience: "",
      context: "",
      task: "",
      constraints: [
        { kind: "max-length", amount: 150, unit: "characters" },
        { kind: "max-tokens", amount: 300 },
        { kind: "tone", text: "friendly" },
        { kind: "must-not", text: "Invent facts" },
        { kind: "other", name: "reading level", text: "grade 8" },
      ],
      output: {
        format: "json",
        description: "",
        fields: [
          { name: "answer", type: "text", description: "", required: true },
          { name: "urgent", type: "boolean", description: "", required: false },
        ],
      },
      examples: [{ input: "Hi", output: '{"answer":"Hello","urgent":false}' }],
      language: "English",
      writtenIn: "en",
      tokenBudget: 900,
    });
    expect(notes).toEqual(["Not understood and left out: owner."]);
  });

  it("in Chinese gives a Chinese prompt", () => {
    expect(read("角色: x\nrole: 网店客服\ntask: 回答顾客的问题").spec.writtenIn).toBe("zh");
  });

  it("that is none, is broken, or is a bomb, is refused with words", () => {
    for (const text of [
      "- a\n- b",
      "just words",
      "foo: 1\nbar: 2",
      '{"task": 1',
      "task: [",
      '{"task":"a","task":"b"}',
    ])
      expect(readSpecFile(text)).toMatchObject({ ok: false, message: expect.stringMatching(/\w{3}/) });
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
      .split("")
      .map((key, at) => `${key}: &${key} [${Array(9).fill(`*${"abcdefghi"[at]}`)}]`)
      .join("\n")}`;
    expect(readSpecFile(bomb)).toMatchObject({ ok: false });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("written by Lathe is read back the same", () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        const { spec: back } = read(JSON.stringify(spec));
        // Blanks around a text say nothing, and examples without text show nothing.
        expect(contentless(back)).toEqual(contentless(spec));
      }),
      { numRuns: 60 },
    );
  });

  const contentless = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, inner) => {
        if (key === "examples" || key === "constraints")
          return (inner as Record<string, unknown>[]).filter((one) =>
            ["text", "input", "output", "amount"].some((name) => String(one[name] ?? "").trim() !== ""),
          );
        return typeof inner === "string" ? inner.trim().replace(/\s+/g, " ") : inner;
      }),
    );
});

describe("a spec in a model's reply", () => {
  it.each([
    ["a fence and words", 'Sure {smile}!\n```json\n{"task": "T", "constraints": []}\n```\nDone }'],
    ["a wrapping", '{"spec": {"Task": "T"}}'],
    ["braces in texts", '{"task": "T", "context": "a } b { c \\" d"}'],
    [
      "values of the wrong kind",
      '{"task": ["T"], "role": null, "examples": "none", "output": "text", "constraints": {"kind": 3}}',
    ],
  ])("is found with %s", (_what, reply) => {
    expect(readSpecReply(reply, "en")).toMatchObject({ ok: true, spec: { task: "T" } });
  });

  it("is none without a task, or where it breaks off", () => {
    for (const reply of ["", "{}", '{"role": "x"}', '{"task": "T", "rules": ["a', "[1]"])
      expect(readSpecReply(reply, "en").ok).toBe(false);
  });

  it("never throws, whatever a model says", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .record({
              task: fc.string(),
              constraints: fc.jsonValue(),
              output: fc.jsonValue(),
              examples: fc.jsonValue(),
            })
            .map((one) => JSON.stringify(one)),
        ),
        (reply) => {
          expect(readSpecReply(reply, "zh").ok).toBeTypeOf("boolean");
        },
      ),
      { numRuns: 200 },
    );
  });
});
