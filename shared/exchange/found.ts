import type { Check } from "../model/check.ts";
import type { PromptContent } from "../model/content.ts";
import type { ExchangeNote, ExportedFile, ImportFile, ImportFormat, InertCode } from "../model/exchange.ts";
import type { PromptSpec } from "../model/spec.ts";
import type { CaseContent } from "../model/suite.ts";

interface Found {
  name: string;
  description: string;
  tags: string[];
  /** What has no place in Lathe, and is left out. */
  losses: ExchangeNote[];
  /** What is taken over, and should be looked at. */
  warnings: ExchangeNote[];
  inert: InertCode[];
}

export interface FoundPrompt extends Found {
  kind: "prompt";
  content: PromptContent;
  spec: PromptSpec | null;
  /** What its version is to be saved with; "": the draft alone is made. */
  message: string;
}

export interface FoundSuite extends Found {
  kind: "suite";
  checks: Check[];
  threshold: number | null;
  cases: CaseContent[];
  /** Place, in the same reading, of the prompt that it is for; null: any. */
  forPrompt: number | null;
}

/** What one file holds, in its order. */
export interface Reading {
  items: (FoundPrompt | FoundSuite)[];
  /** Files within the folder that it names and that were not given. */
  wanted: string[];
  /** Paths of files that it took in: they are not read a second time by themselves. */
  used: string[];
}

/** The other files of the same import, by their path; never the disk. */
export interface Folder {
  /** `reference` as it stands in the file at `from`; "outside": it leaves the folder; null: it is not there. */
  find(from: string, reference: string): ImportFile | "outside" | null;
  /** Those that a pattern such as `prompts/*.txt` names. */
  match(from: string, pattern: string): ImportFile[] | "outside";
}

export interface FormatReader {
  format: ImportFormat;
  /** How sure it is that the file is of its format, from 0 to 1, by name and text; quick and without side effects. */
  recognise(file: ImportFile): number;
  /** Throws `LatheError` with `exchange.*` where nothing at all can be read. Runs, fetches and opens nothing. */
  read(file: ImportFile, folder: Folder): Reading;
  /** The same, of files that may be very large: it yields now and then, so that others are served in between. */
  readSlowly?(file: ImportFile, folder: Folder): Generator<void, Reading>;
}

/** Everything of a prompt that an export may use. */
export interface ExportSource {
  name: string;
  description: string;
  tags: string[];
  /** Semver; null: the draft. */
  version: string | null;
  message: string;
  /** With references to snippets; a format that has none writes them out with `writeOutSnippets`, which is no loss of text. */
  content: PromptContent;
  spec: PromptSpec | null;
  suite: {
    name: string;
    description: string;
    checks: Check[];
    threshold: number | null;
    cases: CaseContent[];
  } | null;
}

export interface Exported {
  files: ExportedFile[];
  /** What the format cannot hold. */
  losses: ExchangeNote[];
}

/** Throws `exchange.cannot-export` where the result would not mean what the prompt means. */
export type FormatWriter = (source: ExportSource) => Exported;
