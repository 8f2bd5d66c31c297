import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { chatMessage, type PromptContent, promptContent, variableValues } from "#shared/model/content.ts";
import { folderName, promptName, stage, tagName, versionMessage } from "#shared/model/prompt.ts";
import { storedText } from "#shared/model/text.ts";
import { lintContent } from "#shared/text/lint/lint.ts";
import { missingValues, readValue } from "#shared/text/variable-value.ts";

const folder = new URL("../resources/sample/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

const samplePrompt = z.strictObject({
  name: promptName,
  description: storedText,
  folder: folderName,
  tags: z.array(tagName),
  stage,
  versions: z.array(z.strictObject({ message: versionMessage, content: promptContent })).min(3),
  draft: promptContent.optional(),
  values: z.array(variableValues).min(2),
});

const samples = files.map((file) => {
  const written: unknown = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  return { file, written, sample: samplePrompt.parse(written) };
});
const contentsOf = ({ sample }: (typeof samples)[number]): PromptContent[] => [
  ...sample.versions.map(({ content }) => content),
  ...(sample.draft === undefined ? [] : [sample.draft]),
];

describe("the sample workspace", () => {
  it("has three prompts with different names: one English, one Chinese, one that returns JSON", () => {
    expect(new Set(samples.map(({ sample }) => sample.name)).size).toBe(3);
    expect(samples.filter(({ sample }) => /\p{Script=Han}/u.test(sample.name))).toHaveLength(1);
    expect(
      samples.filter(({ sample }) => sample.versions.at(-1)?.content.model.responseFormat === "json-schema"),
    ).toHaveLength(1);
  });

  it("has exactly one prompt whose draft is ahead of its last version", () => {
    const ahead = samples.filter(({ sample }) => sample.draft !== undefined);
    expect(ahead).toHaveLength(1);
    expect(ahead[0]?.sample.draft).not.toEqual(ahead[0]?.sample.versions.at(-1)?.content);
  });

  for (const entry of samples) {
    const { file, sample, written } = entry;
    describe(file, () => {
      it("is written in full and without fields that a parser would drop unseen", () => {
        expect(sample).toEqual(written);
      });

      it("has versions that differ in messages, in variables and in model settings, as its story says", () => {
        sample.versions.slice(1).forEach(({ content }, index) => {
          const before = sample.versions[index]?.content;
          expect(content.messages).not.toEqual(before?.messages);
          expect(content.variables).not.toEqual(before?.variables);
          expect(content.model).not.toEqual(before?.model);
        });
      });

      it("has no template, variable or default that the editor would complain about", () => {
        for (const content of contentsOf(entry)) expect(lintContent(content)).toEqual([]);
      });

      it("has a fitting value in every set for every variable of every version, and none for a name nobody knows", () => {
        for (const values of sample.values) {
          for (const content of contentsOf(entry)) {
            expect(missingValues(content, values)).toEqual([]);
            for (const variable of content.variables) {
              expect(readValue({ ...variable, default: undefined }, values[variable.name])).toMatchObject({
                ok: true,
              });
            }
          }
          const known = contentsOf(entry).flatMap(({ variables, messages }) => [
            ...variables.map(({ name }) => name),
            ...messages.flatMap((message) => (message.role === "history" ? [message.variable] : [])),
          ]);
          expect(Object.keys(values).filter((name) => !known.includes(name))).toEqual([]);
        }
      });

      it("offers an example that fits for every variable, and explains it", () => {
        for (const variable of contentsOf(entry).flatMap(({ variables }) => variables)) {
          expect(variable.description).toBeTruthy();
          expect(readValue({ ...variable, default: undefined }, variable.example)).toMatchObject({
            ok: true,
          });
        }
      });

      it("gives every history placeholder a conversation of real messages", () => {
        const histories = contentsOf(entry).flatMap(({ messages }) =>
          messages.flatMap((message) => (message.role === "history" ? [message.variable] : [])),
        );
        for (const values of sample.values) {
          for (const name of histories) {
            expect(z.array(chatMessage).safeParse(values[name])).toMatchObject({ success: true });
          }
        }
      });

      it("runs on whatever model is the default", () => {
        for (const { model } of contentsOf(entry)) expect(model.model).toBeUndefined();
      });
    });
  }
});

it("reads the schema's names out of the JSON prompt, so that text and schema cannot drift apart", () => {
  const json = samples.find(({ sample }) => sample.folder === "Extraction");
  const content = json?.sample.versions.at(-1)?.content;
  const [system] = content?.messages ?? [];
  const asked = system?.role === "system" ? system.template : "";
  const fields = Object.keys(z.record(z.string(), z.json()).parse(content?.outputSchema?.properties));
  expect(fields.length).toBeGreaterThan(8);
  for (const field of fields) expect(asked).toContain(field);
});
