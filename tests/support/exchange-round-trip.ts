import { folderOf } from "#shared/exchange/folder.ts";
import type {
  ExportSource,
  FormatReader,
  FormatWriter,
  FoundPrompt,
  FoundSuite,
} from "#shared/exchange/found.ts";
import type { PromptContent } from "#shared/model/content.ts";

export const sourceOf = (content: PromptContent, more: Partial<ExportSource> = {}): ExportSource => ({
  name: "Reply",
  description: "",
  tags: [],
  version: null,
  message: "",
  spec: null,
  suite: null,
  ...more,
  content,
});

/** What a reader makes of one text. */
export function readText(
  reader: FormatReader,
  text: string,
  path = "file.json",
): (FoundPrompt | FoundSuite)[] {
  const file = { path, text };
  return reader.read(file, folderOf([file])).items;
}

export function onlyPrompt(items: (FoundPrompt | FoundSuite)[]): FoundPrompt {
  const [only] = items;
  if (items.length !== 1 || only?.kind !== "prompt")
    throw new Error(`not one prompt: ${JSON.stringify(items)}`);
  return only;
}

/** import(export(x)) with what was told on the way; the file must be recognised as one of its own format. */
export function roundTrip(write: FormatWriter, reader: FormatReader, source: ExportSource) {
  const { files, losses } = write(source);
  const [main] = files;
  if (main === undefined) throw new Error("no file was written");
  const file = { path: main.name, text: main.text };
  const sure = reader.recognise(file);
  const { items } = reader.read(file, folderOf([file]));
  return { items, losses, sure, text: main.text };
}

export const codesOf = (notes: { code: string }[]): string[] => notes.map(({ code }) => code);
