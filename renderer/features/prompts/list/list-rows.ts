import type { Output } from "#shared/contract/operations.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { filtered, isFiltered, type Section } from "./list-store.ts";

/** One line of the list. `key` is stable, so that the line keeps its place and its focus while the list is read again. */
export type Row =
  | { kind: "folder"; key: string; folder: string; count: number | null; isFolded: boolean }
  | { kind: "prompt"; key: string; prompt: PromptSummary; level: 1 | 2; position: number; siblings: number }
  | { kind: "waiting"; key: string; section: string }
  | { kind: "failed"; key: string; section: string; failure: unknown };

interface Shown {
  search: string;
  tag: string | null;
  facets: Output<"prompts.facets"> | null;
  sections: Record<string, Section>;
  folded: Record<string, boolean>;
}

/** The lines of the list from top to bottom: folders with their prompts first, then the prompts without a folder. */
export function listRows(shown: Shown): Row[] {
  if (isFiltered(shown)) return filteredRows(shown.sections[filtered]);
  const rows: Row[] = [];
  const folders = shown.facets?.folders ?? [];
  for (const { name, count } of folders) {
    const isFolded = shown.folded[name] ?? false;
    rows.push({ kind: "folder", key: `folder:${name}`, folder: name, count, isFolded });
    if (!isFolded) rows.push(...sectionRows(name, shown.sections[name], 2));
  }
  rows.push(...sectionRows("", shown.sections[""], 1));
  return rows;
}

/** What matches a filter, under the folders that have a match. */
function filteredRows(section: Section | undefined): Row[] {
  const rows: Row[] = [];
  let folder = "";
  for (const row of sectionRows(filtered, section, 1)) {
    if (row.kind !== "prompt") {
      rows.push(row);
      continue;
    }
    if (row.prompt.folder !== folder) {
      folder = row.prompt.folder;
      rows.push({ kind: "folder", key: `folder:${folder}`, folder, count: null, isFolded: false });
    }
    rows.push({ ...row, level: folder === "" ? 1 : 2 });
  }
  return rows;
}

function sectionRows(key: string, section: Section | undefined, level: 1 | 2): Row[] {
  if (section === undefined) return [{ kind: "waiting", key: `waiting:${key}`, section: key }];
  const rows: Row[] = section.prompts.map((prompt, index) => ({
    kind: "prompt",
    key: prompt.promptId,
    prompt,
    level,
    position: index + 1,
    siblings: section.total,
  }));
  const isFirstReading = section.isReading && section.prompts.length === 0 && section.total === 0;
  if (section.failure !== null) {
    rows.push({ kind: "failed", key: `failed:${key}`, section: key, failure: section.failure });
  } else if (section.next !== null || isFirstReading) {
    rows.push({ kind: "waiting", key: `waiting:${key}`, section: key });
  }
  return rows;
}

/** Where the keyboard goes from `key`: over the lines that can be chosen, stopping at the ends. */
export function stepRow(rows: Row[], key: string | null, step: number): Row | undefined {
  const chosen = rows.filter((row) => row.kind === "folder" || row.kind === "prompt");
  const index = chosen.findIndex((row) => row.key === key);
  if (index < 0) return step > 0 ? chosen[0] : chosen.at(-1);
  return chosen[Math.min(chosen.length - 1, Math.max(0, index + step))];
}
