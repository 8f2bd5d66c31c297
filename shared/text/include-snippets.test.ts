import { describe, expect, it } from "vitest";
import { emptyContent, type PromptContent, type TemplateFormat } from "../model/content.ts";
import { keepIncluded, type LibrarySnippet, outdatedSnippets } from "./include-snippets.ts";

const library: LibrarySnippet[] = [
  { name: "voice", templateFormat: "f-string", text: "Be {>mood}." },
  { name: "mood", templateFormat: "mustache", text: "calm {{tone}}" },
  { name: "list", templateFormat: "mustache", text: "{{#items}}{{.}}{{/items}}" },
];
const find = (name: string) => library.find((snippet) => snippet.name === name);
const content = (
  template: string,
  snippets?: Record<string, string>,
  templateFormat: TemplateFormat = "f-string",
): PromptContent => ({
  ...emptyContent(),
  templateFormat,
  messages: [{ role: "human", template }],
  ...(snippets && { snippets: Object.entries(snippets).map(([name, text]) => ({ name, text })) }),
});
const texts = ({ snippets = [] }: PromptContent) =>
  Object.fromEntries(snippets.map(({ name, text }) => [name, text]));

describe("while a prompt is typed", () => {
  it("takes in what a reference stands for, in the format of the prompt, as soon as the reference is there", () => {
    expect(texts(keepIncluded(content("{>voice}"), find))).toEqual({
      mood: "calm {tone}",
      voice: "Be {>mood}.",
    });
    expect(texts(keepIncluded(content("{{> voice}}", undefined, "mustache"), find)).voice).toBe(
      "Be {{>mood}}.",
    );
  });

  it("lets go of a text that is not referred to any more, but never of one that the library does not have", () => {
    const typed = content("gone", { mood: "calm {tone}", voice: "my own", elsewhere: "kept" });
    expect(texts(keepIncluded(typed, find))).toEqual({ voice: "my own", elsewhere: "kept" });
  });

  it("answers the same content where there is nothing to do, so that no undo step is made", () => {
    for (const same of [content("Hi {name}"), content("{>nobody}"), content("{>voice}", { voice: "old" })]) {
      expect(keepIncluded(same, find)).toBe(same);
    }
    const foreign = content("{>voice}", { voice: "x" }, "jinja2");
    expect(keepIncluded(foreign, find)).toBe(foreign);
  });

  it("leaves a reference open whose text the format of the prompt cannot say", () => {
    expect(texts(keepIncluded(content("{>list}"), find))).toEqual({});
  });

  it("keeps an older text and tells that the library has another", () => {
    const held = content("{>voice} {>mood}", { voice: "old", mood: "calm {tone}" });
    expect(keepIncluded(held, find)).toBe(held);
    expect(outdatedSnippets(held, find)).toEqual(["voice"]);
  });
});
