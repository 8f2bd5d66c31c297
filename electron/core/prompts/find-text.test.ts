import { beforeEach, describe, expect, it } from "vitest";
import { createClient } from "#shared/contract/client.ts";
import type { Input } from "#shared/contract/operations.ts";
import { type PromptContent, promptContent } from "#shared/model/content.ts";
import type { TextMatches } from "#shared/model/text-match.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { createRouter, type Handlers } from "../router.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { promptHandlers } from "./handlers.ts";

let lathe: ReturnType<typeof createClient<AbortSignal>>;
beforeEach(() => {
  const { clock, ids } = createTestPorts();
  const handlers = promptHandlers({ db: openTestDatabase(), clock, ids, publish: () => {} }) as Handlers;
  const router = createRouter(handlers, {
    log: (_level, message) => expect.fail(message),
    checkOutputs: true,
  });
  lathe = createClient<AbortSignal>(router.open);
});

const saying = (...templates: string[]): PromptContent =>
  promptContent.parse({
    messages: templates.map((template, index) => ({ role: index === 0 ? "system" : "human", template })),
  });

const create = (name: string, content: PromptContent, more: object = {}) =>
  lathe.call("prompts.create", { name, content, ...more });

async function find(text: string, more: Partial<Input<"prompts.find-text">> = {}) {
  const stream = lathe.stream("prompts.find-text", { text, ...more });
  const found: TextMatches[] = [];
  for (;;) {
    const step = await stream.next();
    if (step.done) return { found, end: step.value };
    found.push(...step.value.found);
  }
}

const places = (found: TextMatches[]) =>
  found.map(({ name, version, matches }) => [
    version === null ? name : `${name}@${version.version}`,
    ...matches.map(({ place, line, column, excerpt }) => `${place.in} ${line}:${column} ${excerpt.match}`),
  ]);

async function save(name: string, content: PromptContent): Promise<void> {
  const { promptId } = await lathe.call("prompts.find", { name });
  const { draft } = await lathe.call("prompts.open", { promptId });
  const saved = await lathe.call("prompts.save-draft", { promptId, baseRevision: draft.revision, content });
  await lathe.call("prompts.save-version", { promptId, revision: saved.revision, message: "m" });
}

describe("finding text in all prompts", () => {
  it("finds it in messages, names, descriptions, variables and tools, with the place in each", async () => {
    const content = promptContent.parse({
      messages: [
        { role: "system", template: "Be kind.\r\nSay refund and\nREFUND." },
        { role: "history", variable: "refund_talk" },
      ],
      variables: [{ name: "refund_sum", description: "Of the refund" }],
      tools: [
        {
          name: "make_refund",
          description: "Makes a refund",
          parameters: { type: "object", title: "Refund" },
        },
      ],
    });
    await create("Refunds", content, { description: "About a refund" });
    await create("Other", saying("nothing here"));
    const { found, end } = await find("refund");
    expect(places(found)).toEqual([
      [
        "Refunds",
        "name 1:1 Refund",
        "description 1:9 refund",
        "message 2:5 refund",
        "message 3:1 REFUND",
        "history 1:1 refund",
        "variable 1:1 refund",
        "variable 1:8 refund",
        "tool 1:6 refund",
        "tool 1:9 refund",
        "tool 2:13 Refund",
      ],
    ]);
    expect(found[0]?.matches[2]).toMatchObject({
      start: 14,
      end: 20,
      excerpt: { before: "Say ", after: " and" },
    });
    expect(end).toEqual({ prompts: 1, matches: 10, isCut: false });
  });

  it("finds what JSON writes otherwise: quotes, backslashes, line ends, tabs, a schema as it is shown", async () => {
    const tools = [{ name: "t", parameters: { type: "object" } }];
    await create("p", promptContent.parse({ messages: [{ role: "ai", template: 'a "b\\c"\n\td' }], tools }));
    for (const text of ['"b\\c"', "\n\td", '"type": "object"'])
      expect((await find(text)).end.matches, text).toBe(1);
  });

  it("finds letters whatever their case and form in any script, with places of the text as it stands", async () => {
    await create("p", saying("İİ İSTANBUL", "cafe\u0301 请用中文 ὈΔΟΣΑ"));
    for (const [text, match] of [
      ["i̇stanbul", "İSTANBUL"],
      ["CAFÉ", "cafe\u0301"],
      ["中文", "中文"],
      ["ὀδος", "ὈΔΟΣ"],
    ] as const)
      expect(places((await find(text)).found)[0]?.[1], text).toMatch(new RegExp(`${match}$`));
    expect((await find("café", { matchCase: true })).end.matches).toBe(1);
    expect((await find("CAFÉ", { matchCase: true })).end.matches).toBe(0);
  });

  it("takes what means something in SQL or in a pattern as it is, and refuses a NUL with its place", async () => {
    await create("p", saying("100% a_b 'x' -- .* (a+)+$"));
    for (const text of ["%", "a_b", "'x'", "--", ".*", "(a+)+$"])
      expect((await find(text)).end.matches, text).toBe(1);
    for (const text of ["a%b", "' OR 1=1 --", "a.b", "\\d"]) expect((await find(text)).end.matches).toBe(0);
    await expect(find("a\0")).rejects.toMatchObject({ message: expect.stringContaining("position 1") });
    await expect(find("")).rejects.toMatchObject({ code: "host.bad-input" });
  });

  it("looks at drafts, latest versions or all versions, the newest first, and never at a removed prompt", async () => {
    await create("p", saying("one fish"));
    await save("p", saying("two fish"));
    await save("p", saying("three fish"));
    await save("p", saying("no more"));
    const gone = await create("gone", saying("a fish"));
    await lathe.call("prompts.remove", { promptId: gone.promptId });
    expect(places((await find("fish")).found)).toEqual([]);
    expect(places((await find("fish", { scope: "latest" })).found)).toEqual([]);
    expect(places((await find("fish", { scope: "all" })).found)).toEqual([
      ["p@1.0.1", "message 1:7 fish"],
      ["p@1.0.0", "message 1:5 fish"],
    ]);
    expect((await find("p", { scope: "all", wholeWord: true })).end).toMatchObject({
      prompts: 1,
      matches: 1,
    });
  });

  it("goes through more prompts than a page has, each once, in the order of the list", async () => {
    for (let count = 0; count < 130; count += 1)
      await create(`p${String(count).padStart(3, "0")}`, saying(count % 2 === 0 ? "needle" : "hay"));
    const { found, end } = await find("needle");
    expect(found.map(({ name }) => name)).toEqual(
      Array.from({ length: 65 }, (_, index) => `p${String(index * 2).padStart(3, "0")}`),
    );
    expect(end).toEqual({ prompts: 65, matches: 65, isCut: false });
  });

  it("stops at the limit and says so, and one prompt full of it leaves room for the next", async () => {
    await create("a", saying("x".repeat(2_000)));
    await create("b", saying("x"));
    const { found, end } = await find("x", { mostMatches: 700 });
    expect(found.map(({ matches }) => matches.length)).toEqual([500, 1]);
    expect(end).toEqual({ prompts: 2, matches: 501, isCut: true });
    expect((await find("x", { mostMatches: 3 })).end).toEqual({ prompts: 1, matches: 3, isCut: true });
  });

  it("ends when somebody leaves, between two pages", async () => {
    for (let count = 0; count < 130; count += 1) await create(`p${count}`, saying("needle"));
    const leaving = new AbortController();
    const stream = lathe.stream("prompts.find-text", { text: "needle" }, leaving.signal);
    await stream.next();
    leaving.abort();
    await expect(stream.next()).rejects.toMatchObject({ code: "host.cancelled" });
  });
});
