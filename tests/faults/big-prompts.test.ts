import { describe, expect, it, onTestFinished } from "vitest";
import { httpTransport } from "../../renderer/host/http-transport.ts";
import { createClient } from "../../shared/contract/client.ts";
import { maxTextLength } from "../../shared/model/text.ts";
import { diffContent } from "../../shared/text/diff-content.ts";
import { contentOf, openWorkbench } from "../support/open-workbench.ts";
import { temporaryFolder } from "../support/run-cli.ts";

const sentence = "Answer {name} kindly, in three sentences, and never promise a date. 请用中文回答。\n";
const textOf = (length: number): string =>
  sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length);

async function bench() {
  const workbench = await openWorkbench(temporaryFolder());
  onTestFinished(() => workbench.close());
  return workbench.lathe;
}

describe("a very long prompt", () => {
  it.each([1_000_000, maxTextLength])(
    "R-29 is saved, hashed, found and compared: %i characters",
    async (length) => {
      const lathe = await bench();
      const text = textOf(length);
      const { promptId } = await lathe.call("prompts.create", { name: "long", content: contentOf(text) });
      const first = await lathe.call("prompts.save-version", { promptId, revision: 1, message: "" });
      const changed = `${text.slice(0, length / 2)}needle${text.slice(length / 2 + 6)}`;
      const saved = await lathe.call("prompts.save-draft", {
        promptId,
        baseRevision: 1,
        content: contentOf(changed),
      });
      const { draft, latest } = await lathe.call("prompts.open", { promptId });
      expect(draft.contentHash).toBe(saved.contentHash);
      expect(latest?.contentHash).toBe(first.version.contentHash);
      expect(draft.content.messages).toEqual(contentOf(changed).messages);
      const diff = diffContent(latest?.content ?? contentOf(""), draft.content);
      expect(diff.messages).toMatchObject([{ kind: "changed" }]);
      const back = await lathe.call("prompts.save-draft", {
        promptId,
        baseRevision: draft.revision,
        content: contentOf(text),
      });
      expect(back.contentHash).toBe(first.version.contentHash);
      const found = lathe.stream("prompts.find-text", { text: text.slice(-30) });
      expect((await found.next()).done).toBe(false);
      await found.return({ prompts: 0, matches: 0, isCut: false });
    },
  );

  it("R-29 over the limit is refused with both numbers, in a prompt and in a value, and changes nothing", async () => {
    const lathe = await bench();
    const { promptId } = await lathe.call("prompts.create", { name: "long", content: contentOf("short") });
    const refused = {
      code: "host.bad-input",
      message: expect.stringContaining(`has ${maxTextLength + 1} characters; the limit is ${maxTextLength}`),
    };
    const text = "x".repeat(maxTextLength + 1);
    const saying = (template: string) => ({ messages: [{ role: "human" as const, template }] });
    await expect(
      lathe.call("prompts.save-draft", { promptId, baseRevision: 1, content: saying(text) }),
    ).rejects.toMatchObject(refused);
    const run = (name: string) =>
      lathe.call("runs.start", {
        promptId,
        source: { kind: "content", content: contentOf("Hi {name}") },
        values: { name },
      });
    await expect(run(text)).rejects.toMatchObject(refused);
    await expect(run("x".repeat(10_000_000))).rejects.toMatchObject({
      message: expect.stringContaining("has 10000000 characters"),
    });
    expect((await lathe.call("prompts.open", { promptId })).draft).toMatchObject({
      revision: 1,
      content: contentOf("short"),
    });
  });

  it("R-29 a value of a megabyte is put in, and kept", async () => {
    const lathe = await bench();
    const { promptId } = await lathe.call("prompts.create", { name: "p", content: contentOf("Hi {name}") });
    const name = "名".repeat(1_000_000);
    await lathe.call("settings.update", { patch: { values: { [promptId]: { name } } } });
    expect((await lathe.call("settings.read", {})).values[promptId]).toEqual({ name });
    const { messages } = await lathe.call("prompts.format", {
      content: contentOf("Hi {name}"),
      values: { name },
    });
    expect(messages).toEqual([{ role: "human", content: `Hi ${name}` }]);
  });

  it("R-29 a request that the wire does not take is refused by the page itself, with the number", async () => {
    let isSent = false;
    const transport = httpTransport({
      base: "http://127.0.0.1:1",
      fetch: async () => {
        isSent = true;
        return Response.error();
      },
    });
    // Four bytes a character: within the limit of a text, and beyond that of a request.
    const content = contentOf("😀".repeat(maxTextLength / 2 + 200_000).slice(0, maxTextLength));
    const messages = [...content.messages, ...content.messages];
    const call = createClient(transport).call("prompts.format", {
      content: { ...content, messages },
      values: {},
    });
    await expect(call).rejects.toMatchObject({
      code: "host.too-large",
      message: expect.stringContaining("10 MB"),
    });
    expect(isSent).toBe(false);
  });
});
