import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { promptContent } from "#shared/model/content.ts";
import { openWorkbench } from "../support/open-workbench.ts";
import fc from "../support/property.ts";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

/** Every kind that has been lost somewhere: each must come back byte for byte. */
const known = [
  "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 1️⃣",
  "\u202eright to left\u202c \u2066isolated\u2069 עברית العربية",
  "e\u0301 é ẛ̣ 한글 \u1112\u1161\u11ab ﬁ Å \u212b",
  "中文 日本語 한국어 𠮷 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \u{10ffff}",
  "line\u2028separator paragraph\u2029separator next\u0085line",
  "\ufeffa mark at the start, and \ufeff inside",
  "tab\tand\r\nWindows\nUnix\rold Mac\v\f",
  "\u0001\u0002\u001b[31mred\u001b[0m\u007f\u009b",
  " leading and trailing \n\n",
  "\uffff\ufffe\ufdd0 \ufffd",
  "",
  '"quotes" \\backslash\\ \'; DROP TABLE versions; -- $x <b>&amp;</b>',
];
const anyText = fc
  .string({ unit: "binary", maxLength: 60 })
  // Without what reads like a variable: its name would be declared, which is not what this is about.
  .map((text) => text.replaceAll(/[\0{}]/g, ""));
const bytes = (texts: string[]) => texts.map((text) => Buffer.from(text, "utf8").toString("hex"));
const count = Number(process.env.LATHE_TEXTS ?? 180);

describe("every well-formed text", () => {
  it("R-31 is the same bytes after save, load, show --json and save --file, in every place that holds one", async () => {
    const home = temporaryFolder();
    const texts = [...known, ...fc.sample(anyText, { numRuns: count, seed: 31 })].slice(0, 200);
    const content = promptContent.parse({
      messages: texts.map((template, index) => ({ role: index % 2 === 0 ? "human" : "system", template })),
      variables: texts.slice(0, 30).map((text, index) => ({
        name: `v${index}`,
        type: "json",
        description: text,
        default: { [text]: [text] },
        example: text,
        options: [text],
      })),
      model: { stop: texts.filter((text) => text !== "").slice(0, 16) },
      tools: [{ name: "t", description: texts.join(""), parameters: { [texts[0] ?? ""]: texts } }],
      outputSchema: { title: texts.join("\n") },
    });
    const { lathe, close } = await openWorkbench(home);
    const { promptId } = await lathe.call("prompts.create", { name: "texts", content });
    const { version } = await lathe.call("prompts.save-version", {
      promptId,
      revision: 1,
      message: known[0] ?? "",
    });
    const opened = await lathe.call("prompts.open", { promptId });
    await close();
    expect(opened.draft.content).toEqual(content);
    expect(opened.latest?.message).toBe(known[0]);

    const shown = await runCli(["show", "texts", "--json"], { home });
    const templates = shown.json.messages.map(({ template }: { template: string }) => template);
    expect(bytes(templates)).toEqual(bytes(texts));
    const file = join(home, "shown.json");
    writeFileSync(file, shown.stdout);
    const again = await runCli(["save", "again", "--file", file, "--json"], { home });
    expect(again.json).toMatchObject({ contentHash: version.contentHash });
    const copy = await runCli(["show", "again", "--json"], { home });
    expect(bytes(copy.json.messages.map(({ template }: { template: string }) => template))).toEqual(
      bytes(texts),
    );
  });

  it("R-31 is the same bytes when a plain file is saved and shown, but for a mark at its start", async () => {
    const home = temporaryFolder();
    const text = known.join("\n");
    await runCli(["save", "plain", "--file", "-"], { home, input: `\ufeff${text}` });
    const { json } = await runCli(["show", "plain", "--json"], { home });
    expect(bytes([json.messages[0].template])).toEqual(bytes([text]));
  });

  it("R-31 goes into a run and comes out of it as it is", async () => {
    const { lathe, close } = await openWorkbench(temporaryFolder());
    const content = promptContent.parse({
      messages: [{ role: "human", template: "{text}" }],
      variables: ["text"].map((name) => ({ name })),
    });
    const { promptId } = await lathe.call("prompts.create", { name: "p", content });
    for (const text of known) {
      const source = { kind: "content" as const, content };
      const { runId } = await lathe.call("runs.start", {
        promptId,
        source,
        values: { text },
        model: "simulator/fast",
      });
      const frames = lathe.stream("runs.follow", { runId });
      let step = await frames.next();
      while (!step.done) step = await frames.next();
      expect(bytes([step.value.attempt.messages[0]?.content ?? ""])).toEqual(bytes([text]));
      expect(step.value.values).toEqual({ text });
    }
    await close();
  });
});

describe("a text that is none", () => {
  const inJson = (template: string) =>
    `{"messages": [{"role": "human", "template": "fine"}, {"role": "human", "template": "${template}"}]}`;
  const refused: [what: string, input: string | Uint8Array, place: string][] = [
    ["a NUL", "ab\u0000c", "NUL character at position 2"],
    ["a NUL in JSON", inJson("ab\\u0000c"), "messages[1].template"],
    ["half a character in JSON", inJson("ab\\ud83dc"), "messages[1].template"],
    ["the other half", inJson("abc\\ude00"), "surrogate) at position 3"],
    ["a byte that is not UTF-8", Buffer.from([0x61, 0x62, 0xff, 0x63]), "byte 3"],
    ["half a character in UTF-8", Buffer.from([0x61, 0xf0, 0x9f, 0x99]), "byte 4"],
    ["a surrogate in UTF-8", Buffer.from([0x61, 0xed, 0xa0, 0xbd, 0x62]), "byte 3"],
    ["a character in too many bytes", Buffer.from([0xc0, 0xaf, 0x61]), "byte 1"],
    ["UTF-16", Buffer.from("\ufeffHello", "utf16le"), "byte 1"],
  ];

  it("R-32 is refused with its place when it is read from a file, and nothing is saved", async () => {
    const home = temporaryFolder();
    for (const [what, input, place] of refused) {
      const { code, stderr } = await runCli(["save", "p", "--file", "-"], { home, input });
      expect(code, what).toBe(2);
      expect(stderr, what).toContain(place);
    }
    expect((await runCli(["prompts", "--json"], { home })).json).toEqual({ prompts: [] });
  });

  it.each([
    ["a NUL", "ab\u0000c", /NUL character at position 2/],
    ["half a character", "ab\ud83dc", /surrogate\) at position 2/],
  ])(
    "R-32 %s is refused with its position wherever the workbench is given a text to keep",
    async (_what, text, place) => {
      const { lathe, close } = await openWorkbench(temporaryFolder());
      const content = promptContent.parse({
        messages: [{ role: "human", template: "{x}" }],
        variables: [{ name: "x" }],
      });
      const { promptId } = await lathe.call("prompts.create", { name: "p", content });
      const broken = { ...content, messages: [{ role: "human" as const, template: text }] };
      const source = { kind: "content" as const, content };
      const withDefault = { ...content, variables: [{ name: "x", type: "text" as const, default: text }] };
      const save = (changed: typeof content) =>
        lathe.call("prompts.save-draft", { promptId, baseRevision: 1, content: changed });
      const calls: Record<string, () => Promise<unknown>> = {
        draft: () => save(broken),
        name: () => lathe.call("prompts.create", { name: text }),
        description: () => lathe.call("prompts.update", { promptId, description: text }),
        message: () => lathe.call("prompts.save-version", { promptId, revision: 1, message: text }),
        value: () =>
          lathe.call("runs.start", { promptId, source, values: { x: text }, model: "simulator/fast" }),
        default: () => save(withDefault),
        schema: () => save({ ...content, outputSchema: { deep: [{ title: text }] } }),
        stop: () => save({ ...content, model: { stop: [text] } }),
      };
      for (const [where, call] of Object.entries(calls)) {
        const said = await call().then(
          () => "was kept",
          (error) => error.message,
        );
        expect(said, where).toMatch(place);
      }
      await close();
    },
  );
});

describe("a JSON file whose keys are a trap", () => {
  const traps: [what: string, json: string, key: string][] = [
    ["the same key twice", '{"messages": [], "messages": []}', "messages"],
    ["the same key twice, once escaped", '{"messages": [], "m\\u0065ssages": []}', "messages"],
    ["__proto__", '{"messages": [], "outputSchema": {"__proto__": {"polluted": 1}}}', "__proto__"],
    ["__proto__, escaped", '{"messages": [], "outputSchema": {"\\u005f_proto__": {}}}', "__proto__"],
    ["a NUL in a key", '{"messages": [], "outputSchema": {"a\\u0000b": 1}}', "outputSchema"],
    ["half a character in a key", '{"messages": [], "outputSchema": {"a\\ud83d": 1}}', "outputSchema"],
  ];

  it("R-33, A-25 is refused by save --file and by run --vars, with the key's place", async () => {
    const home = temporaryFolder();
    await runCli(["save", "q", "--file", "-"], { home, input: "Hello" });
    for (const [what, json, key] of traps) {
      for (const args of [
        ["save", "p", "--file", "-"],
        ["run", "q", "--model", "simulator/fast", "--vars", "-"],
      ]) {
        const refusal = await runCli(args, { home, input: json });
        expect(refusal, what).toMatchObject({ code: 2, stdout: "" });
        expect(refusal.stderr, what).toContain(key);
      }
    }
  });
});
