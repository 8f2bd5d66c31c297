import { snippetName } from "../../model/content.ts";
import type { ImportFile } from "../../model/exchange.ts";
import type { Folder } from "../found.ts";
import { peekJson } from "../peek.ts";
import { type Fields, fieldOf, isFields, type Json, listField, textField, textsOf } from "../read-json.ts";

/** `@@@langfusePrompt:name=X|version=1@@@` or `|label=production@@@`. */
const reference = /@@@langfusePrompt:name=([^|@\r\n]{1,255})(?:\|(version|label)=([^|@\r\n]{1,64}))?@@@/g;

export interface Reference {
  /** As it stands in the text. */
  whole: string;
  name: string;
  by: { version: string } | { label: string } | null;
}

export const referencesIn = (text: string): Reference[] =>
  [...text.matchAll(reference)].map(([whole, name = "", kind, value = ""]) => ({
    whole,
    name: name.trim(),
    by: kind === "version" ? { version: value } : kind === "label" ? { label: value } : null,
  }));

/** The prompts of a file: one, a list, or a page of Langfuse's API. */
export function promptsIn(root: Json | undefined): Fields[] {
  if (Array.isArray(root)) return root.filter(isPrompt);
  if (!isFields(root)) return [];
  if (isPrompt(root)) return [root];
  return ["data", "prompts"].flatMap((name) => listField(root, name)).filter(isPrompt);
}

const isPrompt = (value: Json): value is Fields => {
  if (!isFields(value)) return false;
  const prompt = fieldOf(value, "prompt");
  return typeof prompt === "string" || (Array.isArray(prompt) && prompt.every(isFields));
};

const known = new WeakMap<Folder, Map<string, Map<string, Fields[]>>>();

/** The prompts that a file may refer to: of itself and of the files of its folder, by name. */
export function promptsAround(file: ImportFile, folder: Folder): Map<string, Fields[]> {
  const byPath = known.get(folder) ?? new Map<string, Map<string, Fields[]>>();
  known.set(folder, byPath);
  // The whole folder is the same for every file in it; a file that is read by itself has a folder of its own.
  const kept = byPath.get("");
  if (kept !== undefined) return kept;
  const up = "../".repeat(file.path.split("/").length - 1);
  const files = folder.match(file.path, `${up}**/*.json`);
  const all = new Map<string, Fields[]>();
  for (const each of files === "outside" ? [file] : [file, ...files.filter((other) => other !== file)]) {
    for (const prompt of promptsIn(peekJson(each))) {
      const name = textField(prompt, "name");
      if (name !== "") all.set(name, [...(all.get(name) ?? []), prompt]);
    }
  }
  byPath.set("", all);
  return all;
}

export interface Included {
  text: string;
  /** null: it is what was asked for; else what was asked for, and the version that was taken in its place. */
  instead: { wanted: string; taken: string } | null;
}

/**
 * What a reference stands for: the version or label that it names (Langfuse's own is `production`), else the newest that
 * is among the files. Only texts can be included.
 */
export function includedBy({ name, by }: Reference, around: Map<string, Fields[]>): Included | null {
  const versions = around.get(name) ?? [];
  const wanted = by ?? { label: "production" };
  const meant = versions.find((prompt) =>
    "version" in wanted
      ? String(fieldOf(prompt, "version")) === wanted.version
      : textsOf(fieldOf(prompt, "labels")).includes(wanted.label),
  );
  const numberOf = (prompt: Fields) => Number(fieldOf(prompt, "version") ?? 0);
  const newest = [...versions].sort((one, other) => numberOf(other) - numberOf(one))[0];
  const found = meant ?? newest ?? {};
  const text = fieldOf(found, "prompt");
  if (typeof text !== "string") return null;
  if (meant !== undefined || by === null) return { text, instead: null };
  const taken = String(fieldOf(found, "version") ?? "?").slice(0, 40);
  return { text, instead: { wanted: Object.entries(wanted).flat().join("="), taken } };
}

/** A name that a snippet can have, and that no other of the prompt has. */
export function snippetNameFor(name: string, taken: ReadonlySet<string>): string {
  const plain =
    name
      .replace(/[^\p{L}\p{N}_-]+/gu, "-")
      .replace(/^[^\p{L}_]+/u, "")
      .slice(0, 56) || "snippet";
  let free = snippetName.safeParse(plain).success ? plain : "snippet";
  for (let count = 2; taken.has(free); count += 1) free = `${plain}-${count}`;
  return free;
}
