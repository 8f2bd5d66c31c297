import { createClient } from "#shared/contract/client.ts";
import type { Input, Output } from "#shared/contract/operations.ts";
import { emptyContent } from "#shared/model/content.ts";
import type { ImportItem } from "#shared/model/exchange.ts";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";

/** For tests: what a preview found. */
export const foundPrompt = (name: string, more: Partial<ImportItem> = {}): ImportItem => ({
  itemId: `${name}.md#1`,
  source: `${name}.md`,
  format: "text",
  kind: "prompt",
  name,
  description: "",
  tags: [],
  losses: [],
  warnings: [],
  inert: [],
  content: emptyContent(),
  syntax: "f-string",
  suite: null,
  forItem: null,
  taken: null,
  similar: [],
  suggested: "add",
  freeName: name,
  ...more,
});

export const foundSuite = (name: string, more: Partial<ImportItem> = {}): ImportItem =>
  foundPrompt(name, {
    kind: "suite",
    format: "promptfoo",
    content: null,
    syntax: null,
    suite: { cases: 2, checks: 1, first: [] },
    ...more,
  });

export const promptIdOf = (name: string): PromptId => `prm_${name}` as PromptId;
export const suiteIdOf = (name: string): SuiteId => `ste_${name}` as SuiteId;

interface Script {
  preview: (input: Input<"exchange.preview">, signal: AbortSignal | undefined) => Promise<ImportItem[]>;
  import: (input: Input<"exchange.import">) => Promise<Output<"exchange.import">>;
}

/** A workbench that answers from functions. */
export const scriptedWorkbench = (script: Partial<Script>) =>
  createClient<AbortSignal>(async function* ({ operation, input }, signal) {
    if (operation === "exchange.preview") {
      const items = (await script.preview?.(input as Input<"exchange.preview">, signal)) ?? [];
      yield { kind: "done", value: { items, unread: [], wanted: [] } };
    } else {
      yield { kind: "done", value: await script.import?.(input as Input<"exchange.import">) };
    }
  });

/** What the browser gives for a dropped folder. */
export function folderEntry(name: string, children: FileSystemEntry[]): FileSystemDirectoryEntry {
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader() {
      // In pieces, as a browser does: whoever asks once gets only the first of them.
      const left = [...children];
      return {
        readEntries: (tell: (entries: FileSystemEntry[]) => void) => tell(left.splice(0, 2)),
      };
    },
  } as unknown as FileSystemDirectoryEntry;
}

export const fileEntry = (name: string, content: BlobPart = name): FileSystemFileEntry =>
  ({
    name,
    isFile: true,
    isDirectory: false,
    file: (tell: (file: File) => void) => tell(new File([content], name)),
  }) as unknown as FileSystemFileEntry;

export const dropOf = (...entries: FileSystemEntry[]): DataTransfer =>
  ({
    types: ["Files"],
    items: entries.map((entry) => ({ kind: "file", webkitGetAsEntry: () => entry, getAsFile: () => null })),
  }) as unknown as DataTransfer;
