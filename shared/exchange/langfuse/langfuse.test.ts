import { ChatPromptClient, TextPromptClient } from "@langfuse/client";
import { describe, expect, it } from "vitest";
import { arbitraryContent } from "../../../tests/support/arbitrary-content.ts";
import { codesOf, onlyPrompt, readText, sourceOf } from "../../../tests/support/exchange-round-trip.ts";
import fc from "../../../tests/support/property.ts";
import { folderOf } from "../folder.ts";
import { langfuseReader } from "./read-langfuse.ts";
import { writeLangfuse } from "./write-langfuse.ts";

const read = (prompt: unknown) => onlyPrompt(readText(langfuseReader, JSON.stringify(prompt)));
const roles = { system: "system", human: "user", ai: "assistant" } as const;

describe("an exported Langfuse prompt", () => {
  it.each(["f-string", "mustache"] as const)(
    "is compiled by Langfuse's own client to the messages that Lathe sends (%s)",
    async (format) => {
      const { formatPrompt } = await import("../../../electron/core/prompts/format-prompt.ts");
      await fc.assert(
        fc.asyncProperty(
          arbitraryContent(format, { withHistory: true }),
          fc.string(),
          async (content, value) => {
            const { files, losses } = writeLangfuse(sourceOf(content));
            fc.pre(!codesOf(losses).includes("braces-ambiguous"));
            const prompt = JSON.parse(files[0]?.text ?? "");
            const texts = Object.fromEntries(
              content.variables.map(({ name }) => [name, `${value} <{${name}}>`]),
            );
            const pasts = content.messages.flatMap((one) => (one.role === "history" ? [one.variable] : []));
            const wanted = await formatPrompt(content, {
              ...texts,
              ...Object.fromEntries(pasts.map((name) => [name, [{ role: "ai", content: name }]])),
            });
            const spoken = wanted.map((one) => ({ role: roles[one.role], content: one.content }));
            if (prompt.type === "text") {
              expect(new TextPromptClient({ ...prompt, version: 1 }).compile(texts)).toBe(spoken[0]?.content);
              return;
            }
            const filled = Object.fromEntries(
              pasts.map((name) => [name, [{ role: "assistant", content: name }]]),
            );
            const compiled = new ChatPromptClient({ ...prompt, version: 1 }).compile(texts, filled);
            expect(compiled).toMatchObject(spoken);
            expect(compiled).toHaveLength(spoken.length);
          },
        ),
        { numRuns: 60 },
      );
    },
  );
});

describe("a Langfuse prompt of somebody else", () => {
  it("gives tags and labels, the config as settings, and tells what it leaves out", () => {
    const { content, tags, losses, message } = read({
      id: "1",
      name: "support/reply",
      type: "chat",
      version: 7,
      labels: ["production", "latest"],
      tags: ["billing"],
      commitMessage: "Shorter",
      prompt: [
        { role: "system", content: "You are {{ role }}." },
        { type: "placeholder", name: "past" },
        { type: "chatmessage", role: "user", content: "{{question}}" },
      ],
      config: { model: "gpt-4o", temperature: 0.1, max_tokens: 50, apiKey: "sk-1", retries: 3 },
    });
    expect(content.messages).toEqual([
      { role: "system", template: "You are {{ role }}." },
      { role: "history", variable: "past", optional: true },
      { role: "human", template: "{{question}}" },
    ]);
    expect(content.variables.map(({ name }) => name)).toEqual(["role", "question"]);
    expect(content.model).toEqual({ model: "openai/gpt-4o", temperature: 0.1, maxTokens: 50 });
    expect([tags, message]).toEqual([["billing", "production"], "Shorter"]);
    expect(losses.map(({ code, params }) => [code, params.field])).toEqual([
      ["credential-dropped", "config.apiKey"],
      ["unknown-field", "config.retries"],
    ]);
  });

  it("takes in the prompts that it refers to, as snippets, nested and by version", () => {
    const prompts = [
      { name: "tone", type: "text", version: 1, prompt: "OLD" },
      { name: "tone", type: "text", version: 2, labels: ["production"], prompt: "Be {{mood}}." },
      {
        name: "rules/all",
        type: "text",
        version: 1,
        prompt: "1. @@@langfusePrompt:name=tone|label=production@@@",
      },
      {
        name: "main",
        type: "text",
        prompt:
          "@@@langfusePrompt:name=rules/all|version=1@@@ @@@langfusePrompt:name=tone|version=1@@@ @@@langfusePrompt:name=gone|label=x@@@",
      },
    ];
    const file = { path: "prompts/main.json", text: JSON.stringify(prompts[3]) };
    const others = {
      path: "all.json",
      text: JSON.stringify({ data: prompts.slice(0, 3), meta: { page: 1 } }),
    };
    const { items } = langfuseReader.read(file, folderOf([file, others]));
    const { content, warnings } = onlyPrompt(items);
    expect(content.messages).toEqual([
      {
        role: "human",
        template: "{{>rules-all}} {{>tone}} @@@langfusePrompt:name=gone|label=x@@@",
      },
    ]);
    expect(content.snippets).toEqual([
      { name: "rules-all", text: "1. {{>tone-2}}" },
      { name: "tone", text: "OLD" },
      { name: "tone-2", text: "Be {{mood}}." },
    ]);
    expect(content.variables.map(({ name }) => name)).toEqual(["mood"]);
    expect(codesOf(warnings)).toEqual(["reference-kept"]);
  });

  it("says where another version was taken than the one that a text refers to", () => {
    const part = (version: number, labels: string[]) => ({
      name: "tone",
      version,
      labels,
      type: "text",
      prompt: `v${version}`,
    });
    const main = (by: string) => ({
      name: "main",
      type: "text",
      prompt: `@@@langfusePrompt:name=tone${by}@@@`,
    });
    const included = (by: string) => {
      const items = readText(
        langfuseReader,
        JSON.stringify([main(by), part(1, ["production"]), part(2, [])]),
      );
      const [found] = items;
      if (found?.kind !== "prompt") throw new Error("no prompt");
      return [found.content.snippets?.[0]?.text, ...codesOf(found.warnings)];
    };
    expect(["|version=2", "|label=production", "", "|version=9"].map(included)).toEqual([
      ["v2"],
      ["v1"],
      ["v1"],
      ["v2", "reference-other"],
    ]);
  });

  it("keeps braces that are no variable as text, and gives a dotted name a plain one", () => {
    const { content, warnings } = read({
      name: "x",
      type: "text",
      prompt: 'Return {"user": "{{user.name}}"} and {{ not a variable! }}',
    });
    expect(content.templateFormat).toBe("f-string");
    expect(content.messages[0]).toEqual({
      role: "human",
      template: 'Return {{"user": "{user_name}"}} and {{{{ not a variable! }}}}',
    });
    expect(warnings.map(({ code, params }) => [code, params.to])).toEqual([
      ["variable-renamed", "user_name"],
    ]);
  });

  it("of a paged list gives each, with the same name for each version", () => {
    const data = [1, 2].map((version) => ({
      name: "a",
      version,
      type: "text",
      prompt: `v${version}`,
      labels: [],
    }));
    const items = readText(langfuseReader, JSON.stringify({ data, meta: { totalItems: 2 } }));
    expect(items.map((one) => [one.name, one.kind === "prompt" ? one.message : ""])).toEqual([
      ["a", "Version 1 of Langfuse"],
      ["a", "Version 2 of Langfuse"],
    ]);
  });
});
