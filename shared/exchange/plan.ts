import type { ExchangeNote, ImportFile, ImportFormat } from "../model/exchange.ts";
import { folderOf, normalisePath } from "./folder.ts";
import type { FormatReader, FoundPrompt, FoundSuite } from "./found.ts";
import { exchangeNote } from "./note.ts";
import { endingOf } from "./peek.ts";
import { withUsableNames } from "./plan-names.ts";
import { readJson } from "./read-json.ts";
import { rankOf, readerOf } from "./recognise.ts";
import { reasonOf } from "./unreadable.ts";

export interface PlannedItem {
  /** `path#n`: the same for the same files. */
  itemId: string;
  source: string;
  format: ImportFormat;
  found: FoundPrompt | FoundSuite;
  /** Of the prompt that a suite is for; null: any. */
  forItem: string | null;
}

export interface ReadFiles {
  items: PlannedItem[];
  unread: { path: string; note: ExchangeNote }[];
  wanted: string[];
}

/** As many as one import can hold. */
export const mostItems = 10_000;

/**
 * What files hold, in the order of the files. It yields after each file, so that whoever reads thousands can do other work
 * in between. Pure: it looks at nothing but the texts, and runs nothing of them.
 */
export function* readFiles(files: readonly ImportFile[], format?: ImportFormat): Generator<void, ReadFiles> {
  const unread = new Map<number, ExchangeNote>();
  const chosen: { index: number; file: ImportFile; reader: FormatReader }[] = [];
  const paths = new Set<string>();
  for (const [index, file] of files.entries()) {
    const path = normalisePath(file.path);
    const fault = path === null ? "file-outside" : paths.has(path) ? "same-path" : null;
    if (path !== null) paths.add(path);
    const reader = fault === null ? readerOf(file, format) : undefined;
    if (fault !== null) unread.set(index, exchangeNote(fault, { path: file.path }));
    else if (file.text.trim() === "") unread.set(index, exchangeNote("empty-file"));
    else if (reader === undefined) unread.set(index, whyUnknown(file));
    else chosen.push({ index, file, reader });
    yield;
  }
  const folder = folderOf(files);
  const used = new Set<string>();
  const read = new Map<number, PlannedItem[]>();
  const wanted = new Set<string>();
  // Who names other files first; of the same rank those that are made to be named (`_part.prompt`) last.
  chosen.sort(
    (one, other) => rankOf(one.reader) - rankOf(other.reader) || isPart(one.file) - isPart(other.file),
  );
  for (const { index, file, reader } of chosen) {
    if (used.has(file.path)) continue;
    try {
      const reading = (yield* reader.readSlowly?.(file, folder) ?? []) ?? reader.read(file, folder);
      for (const path of reading.used) if (path !== file.path) used.add(path);
      for (const path of reading.wanted) wanted.add(path);
      read.set(index, planned(file, reader.format, reading.items));
      if (reading.items.length === 0) unread.set(index, exchangeNote("not-recognised"));
    } catch (error) {
      unread.set(index, reasonOf(error));
    }
    yield;
  }
  const items: PlannedItem[] = [];
  for (const [index, file] of files.entries()) {
    // One that was read before another turned out to take it in is a part of that one.
    if (used.has(file.path)) unread.delete(index);
    else items.push(...(read.get(index) ?? []));
  }
  return {
    items: items.slice(0, mostItems),
    unread: [
      ...[...unread]
        .sort(([one], [other]) => one - other)
        .map(([index, note]) => ({ path: files[index]?.path ?? "", note })),
      ...(items.length > mostItems
        ? [{ path: items[mostItems]?.source ?? "", note: exchangeNote("too-many", { limit: mostItems }) }]
        : []),
    ],
    wanted: [...wanted].filter((path) => !paths.has(path)).sort(),
  };
}

/** Of a file that is to be JSON: what is wrong with it. */
function whyUnknown(file: ImportFile): ExchangeNote {
  if (endingOf(file) === "json" || /^\s*[[{]/.test(file.text)) {
    try {
      readJson(file.text);
    } catch (error) {
      return reasonOf(error);
    }
  }
  return exchangeNote("not-recognised");
}

const isPart = ({ path }: ImportFile): number => (/(?:^|\/)_[^/]*$/.test(path) ? 1 : 0);

function planned(file: ImportFile, format: ImportFormat, items: (FoundPrompt | FoundSuite)[]): PlannedItem[] {
  const idOf = (index: number) => `${file.path}#${index + 1}`;
  return items.map((found, index) => ({
    itemId: idOf(index),
    source: file.path,
    format,
    found: withUsableNames(found, file.path),
    forItem:
      found.kind === "suite" && found.forPrompt !== null && items[found.forPrompt]?.kind === "prompt"
        ? idOf(found.forPrompt)
        : null,
  }));
}
