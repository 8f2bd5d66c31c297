import { z } from "zod";
import { promptContent, templateFormat } from "./content.ts";
import { promptId, suiteId } from "./ids.ts";
import { semver } from "./prompt.ts";
import { caseContent } from "./suite.ts";

/** Forms of file that Lathe reads. `text` is plain text and Markdown, `dataset` CSV, TSV and JSONL with cases. */
export const importFormat = z.enum([
  "prompty",
  "dotprompt",
  "promptfoo",
  "promptfoo-results",
  "langchain",
  "langfuse",
  "openai",
  "anthropic",
  "mlflow",
  "lathe",
  "text",
  "dataset",
]);
export type ImportFormat = z.infer<typeof importFormat>;

export const exportFormat = z.enum([
  "prompty",
  "dotprompt",
  "promptfoo",
  "langchain",
  "langfuse",
  "openai",
  "lathe",
]);
export type ExportFormat = z.infer<typeof exportFormat>;

/** A file as its bytes were read; `path` is relative to the chosen folder, with `/`. */
export const importFile = z.object({ path: z.string().min(1).max(1_000), text: z.string().max(20_000_000) });
export type ImportFile = z.infer<typeof importFile>;

/**
 * Something of the file that has no place here (a loss), or that the reader should know (a warning). `text` is English;
 * a page translates by `code` with `params`.
 */
export const exchangeNote = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
});
export type ExchangeNote = z.infer<typeof exchangeNote>;

/** Code of somebody else: kept as text, run by nobody. */
export const inertCode = z.object({
  /** Where it stood, such as `tests[2].assert[0]`. */
  where: z.string(),
  language: z.enum(["javascript", "python", "command", "template", "other"]),
  text: z.string(),
});
export type InertCode = z.infer<typeof inertCode>;

export const importAction = z.enum(["add", "version", "skip"]);
export type ImportAction = z.infer<typeof importAction>;

/** One thing that was found in the files. */
export const importItem = z.object({
  /** The same for the same files. */
  itemId: z.string(),
  /** The path of its file. */
  source: z.string(),
  format: importFormat,
  kind: z.enum(["prompt", "suite"]),
  name: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  losses: z.array(exchangeNote),
  warnings: z.array(exchangeNote),
  inert: z.array(inertCode),
  /** Of a prompt. */
  content: promptContent.nullable(),
  syntax: templateFormat.nullable(),
  /** Of a suite: how much is in it, and its first cases. */
  suite: z.object({ cases: z.int(), checks: z.int(), first: z.array(caseContent) }).nullable(),
  /** The item of the prompt that a suite is for; null: any. */
  forItem: z.string().nullable(),
  /** What has this name in the workspace already. */
  taken: z
    .object({
      promptId: promptId.nullable(),
      suiteId: suiteId.nullable(),
      latestVersion: semver.nullable(),
      /** It says exactly the same. */
      isSame: z.boolean(),
    })
    .nullable(),
  /** Prompts of the workspace that say nearly the same under another name. */
  similar: z.array(z.object({ promptId, name: z.string(), likeness: z.number() })),
  /** `add`, `skip` where it is there already; never `version`, which a person chooses. */
  suggested: importAction,
  /** A name that is free. */
  freeName: z.string(),
});
export type ImportItem = z.infer<typeof importItem>;

export const exportedFile = z.object({ name: z.string(), mediaType: z.string(), text: z.string() });
export type ExportedFile = z.infer<typeof exportedFile>;
