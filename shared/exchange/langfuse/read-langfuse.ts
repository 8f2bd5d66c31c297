import type { IncludedSnippet, Message, PromptContent } from "../../model/content.ts";
import type { ImportFile } from "../../model/exchange.ts";
import { asTemplates, type FoundMessage, Notes, readMessages } from "../chat.ts";
import { finishedContent, foundPrompt } from "../finish.ts";
import { nameOfFile } from "../folder.ts";
import type { Folder, FormatReader, FoundPrompt } from "../found.ts";
import { peekFields, peekJson } from "../peek.ts";
import { readDoubleBraces } from "../placeholders.ts";
import { type Fields, fieldOf, isFields, listField, readJson, textField, textsOf } from "../read-json.ts";
import { type ReadSettings, readSettings } from "../settings.ts";
import { unreadable } from "../unreadable.ts";
import { includedBy, promptsAround, promptsIn, referencesIn, snippetNameFor } from "./references.ts";

const ownFields = ["config", "labels", "commitMessage", "type", "resolutionGraph"];

/** Prompts as Langfuse's API answers them and its clients create them; one, a list, or a page. */
export const langfuseReader: FormatReader = {
  format: "langfuse",
  recognise(file) {
    const root = peekJson(file);
    const [first] = promptsIn(root);
    if (first === undefined) return 0;
    if (ownFields.some((name) => Object.hasOwn(first, name))) return 0.95;
    return peekFields(file) === null || textField(first, "name") !== "" ? 0.7 : 0.5;
  },
  read(file, folder) {
    const prompts = promptsIn(readJson(file.text));
    if (prompts.length === 0) throw unreadable("not-of-format", { format: "Langfuse" });
    const isOnly = prompts.length === 1;
    return {
      items: prompts.map((prompt, index) => promptOf(prompt, file, folder, isOnly ? null : index + 1)),
      wanted: [],
      used: [],
    };
  },
};

const told = new Set(
  "name type prompt config labels tags version commitMessage description id createdAt updatedAt projectId createdBy isActive resolutionGraph".split(
    " ",
  ),
);

function promptOf(prompt: Fields, file: ImportFile, folder: Folder, number: number | null): FoundPrompt {
  const notes = new Notes();
  for (const [name, value] of Object.entries(prompt))
    if (!told.has(name) && value !== null) notes.lose("unknown-field", { field: name.slice(0, 80) });
  const text = fieldOf(prompt, "prompt");
  const found =
    typeof text === "string"
      ? [{ role: "human" as const, text }]
      : readMessages(listField(prompt, "prompt"), notes);
  const content = withReferences(found, promptsAround(file, folder), notes);
  const version = fieldOf(prompt, "version");
  if (version !== null) notes.warn("version-renumbered", { version: String(version).slice(0, 40) });
  const base = nameOfFile(file.path);
  return foundPrompt(
    {
      name: textField(prompt, "name") || (number === null ? base : `${base} ${number}`),
      description: textField(prompt, "description"),
      // `latest` is what Langfuse puts on the newest version by itself.
      tags: [
        ...textsOf(fieldOf(prompt, "tags")),
        ...textsOf(fieldOf(prompt, "labels")).filter((label) => label !== "latest"),
      ],
      message:
        textField(prompt, "commitMessage") ||
        (version === null ? "" : `Version ${String(version).slice(0, 40)} of Langfuse`),
      content: finishedContent({ ...content, ...settingsOf(prompt, notes) }),
    },
    notes,
  );
}

function settingsOf(prompt: Fields, notes: Notes): ReadSettings {
  const config = fieldOf(prompt, "config");
  if (!isFields(config)) return { model: {}, tools: [], outputSchema: null };
  const provider = textField(config, "provider");
  return readSettings(config, {
    provider: /^[^/\s]{1,60}$/.test(provider) ? provider : "openai",
    known: ["provider"],
    within: "config.",
    notes,
  });
}

const mostReferences = 200;

/** Other prompts that are included become snippets, where they are among the files. */
function withReferences(
  found: FoundMessage[],
  around: Map<string, Fields[]>,
  notes: Notes,
): Pick<PromptContent, "templateFormat" | "messages" | "variables"> & { snippets?: IncludedSnippet[] } {
  const names = new Map<string, string>();
  const texts = new Map<string, string>();
  const open = found.flatMap((one) => (one.role === "history" ? [] : [one.text]));
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    for (const one of referencesIn(text)) {
      if (names.has(one.whole)) continue;
      const included = names.size < mostReferences ? includedBy(one, around) : null;
      if (included === null) notes.warn("reference-kept", { name: one.name });
      else {
        if (included.instead !== null) notes.warn("reference-other", { name: one.name, ...included.instead });
        const name = snippetNameFor(one.name, new Set(names.values()));
        names.set(one.whole, name);
        texts.set(name, included.text);
        open.push(included.text);
      }
    }
  }
  // All texts together: one syntax holds for the prompt and for what it includes.
  const included = [...texts].map(([, text]): FoundMessage => ({ role: "human", text }));
  const { names: _names, ...read } = asTemplates([...found, ...included], readDoubleBraces, notes);
  const [before, after] = read.templateFormat === "mustache" ? ["{{>", "}}"] : ["{>", "}"];
  const refer = (template: string) =>
    [...names].reduce((text, [whole, name]) => text.replaceAll(whole, `${before}${name}${after}`), template);
  const all = read.messages.map(
    (message): Message =>
      message.role === "history" ? message : { ...message, template: refer(message.template) },
  );
  const snippets = all.slice(found.length).flatMap((message, index) => {
    const name = [...texts.keys()][index];
    return message.role === "history" || name === undefined ? [] : [{ name, text: message.template }];
  });
  return { ...read, messages: all.slice(0, found.length), ...(snippets.length === 0 ? {} : { snippets }) };
}
