import { describe, expect, it } from "vitest";
import { emptyContent, type PromptContent, promptContent } from "#shared/model/content.ts";
import { contentHash, keepContent, readContent, sha256 } from "./content-store.ts";
import { openTestDatabase } from "./open-database.ts";

const support = promptContent.parse({
  templateFormat: "mustache",
  messages: [
    { role: "system", template: "你是电商客服。Tone: {{tone}} 😀" },
    { role: "history", variable: "history" },
    { role: "human", template: "{{question}}\u2028\r\n" },
  ],
  variables: [
    { name: "tone", type: "enum", options: ["friendly", "formal"], default: "friendly" },
    { name: "question", description: "what the customer asks" },
  ],
  model: { model: "simulator/default", temperature: 0.30000000000000004, stop: ["END"] },
  tools: [{ name: "find_order", parameters: { type: "object", properties: { id: { type: "string" } } } }],
  outputSchema: { type: "object", required: ["answer"], properties: { answer: { type: "string" } } },
});

describe("the content hash", () => {
  it("is the published SHA-256 of its canonical text (FIPS 180-4 example)", () => {
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  // Golden vectors, computed apart with Python's hashlib over the text written out by hand in RFC 8785 order: a change
  // of either would give every saved version another identity.
  it("keeps the identity of the empty prompt for ever", () => {
    expect(contentHash(emptyContent())).toBe(
      "0f952092ff4e0fd6f11d368fdbb1054c2bc8250c85c8bb4c8cfcb8f6eeb237b4",
    );
  });
  it("keeps the identity of a full prompt for ever", () => {
    expect(contentHash(support)).toBe("29ebe15a54ba2aaa08c3c8be77918ab907247012ca4437f145d3b6182f54e288");
  });

  it("does not depend on the order in which fields were written", () => {
    const reordered = Object.fromEntries(Object.entries(support).reverse()) as PromptContent;
    expect(contentHash(reordered)).toBe(contentHash(support));
  });

  it.each<[string, Partial<PromptContent>]>([
    ["a message", { messages: support.messages.slice(1) }],
    ["a variable's default", { variables: support.variables.map((v) => ({ ...v, default: "x" })) }],
    ["a model setting", { model: { ...support.model, temperature: 0.3 } }],
    ["a tool", { tools: [] }],
    ["the output schema", { outputSchema: null }],
    ["the template format", { templateFormat: "f-string" }],
  ])("changes with %s, so that no change hides behind an old version", (_what, change) => {
    expect(contentHash({ ...support, ...change })).not.toBe(contentHash(support));
  });
});

describe("kept content", () => {
  it("comes back exactly, whatever characters it holds", () => {
    const db = openTestDatabase();
    const hash = keepContent(db, support);
    expect(readContent(db, hash)).toEqual(support);
    expect(keepContent(db, structuredClone(support))).toBe(hash);
  });

  it("cannot be changed or deleted, by trigger", () => {
    const db = openTestDatabase();
    keepContent(db, support);
    expect(() => db.run("edit", "UPDATE contents SET json = '{}'")).toThrow(/immutable/);
    expect(() => db.run("drop", "DELETE FROM contents")).toThrow(/kept/);
  });

  it("R-17 is refused, and not shown as if it were what was saved, when it was changed behind the program's back", () => {
    const db = openTestDatabase();
    const hash = keepContent(db, support);
    db.raw.exec("DROP TRIGGER contents_are_immutable");
    db.run("damage", "UPDATE contents SET json = replace(json, 'Tone', 'Tune')");
    expect(() => readContent(db, hash)).toThrow(expect.objectContaining({ code: "store.damaged" }));
  });
});
