import { z } from "zod";
import { chatMessage, promptContent, variableValues } from "../model/content.ts";
import { promptId, versionId } from "../model/ids.ts";
import {
  bump,
  draft,
  folderName,
  promptName,
  promptSummary,
  stage,
  tagName,
  version,
  versionMessage,
  versionSummary,
} from "../model/prompt.ts";
import { storedText } from "../model/text.ts";
import { textMatches, textScope } from "../model/text-match.ts";
import { command, query, stream } from "./define.ts";

const pageSize = z.int().min(1).max(500).default(100);
const session = z.string().max(64).default("");

export const promptOperations = {
  /** By name, paged by keyset. `search` looks in name, description, tags and the text of the draft. */
  "prompts.list": query({
    input: z.object({
      search: z.string().max(200).default(""),
      folder: z.string().optional(),
      tag: z.string().optional(),
      stage: stage.optional(),
      after: z.string().nullable().default(null),
      limit: pageSize,
    }),
    output: z.object({ prompts: z.array(promptSummary), next: z.string().nullable(), total: z.int() }),
  }),
  /** All folders and tags in use, with their counts. */
  "prompts.facets": query({
    input: z.object({}),
    output: z.object({
      folders: z.array(z.object({ name: z.string(), count: z.int() })),
      tags: z.array(z.object({ name: z.string(), count: z.int() })),
    }),
  }),
  "prompts.create": command({
    input: z.object({
      name: promptName,
      description: storedText.default(""),
      folder: folderName.default(""),
      tags: z.array(tagName).max(50).default([]),
      content: promptContent.optional(),
    }),
    output: promptSummary,
  }),
  "prompts.update": command({
    input: z.object({
      promptId,
      name: promptName.optional(),
      description: storedText.optional(),
      folder: folderName.optional(),
      tags: z.array(tagName).max(50).optional(),
    }),
    output: promptSummary,
  }),
  /** A copy with the same draft content and no versions. */
  "prompts.duplicate": command({ input: z.object({ promptId, name: promptName }), output: promptSummary }),
  /** Takes the prompt out of the lists. Nothing is erased: `prompts.restore` brings it back with all its versions. */
  "prompts.remove": command({ input: z.object({ promptId }), output: z.null() }),
  "prompts.restore": command({ input: z.object({ promptId }), output: promptSummary }),
  /** A prompt by its exact name, for the command line. */
  "prompts.find": query({ input: z.object({ name: z.string() }), output: promptSummary }),
  /**
   * Every place where a text occurs, by prompt, in the order of the prompt list; within one, in the order of the prompt.
   * Leaving ends the search. It ends by itself at `mostMatches`, and then says so (`isCut`).
   */
  "prompts.find-text": stream({
    input: z.object({
      text: storedText.pipe(z.string().min(1).max(1_000)),
      matchCase: z.boolean().default(false),
      wholeWord: z.boolean().default(false),
      /** Which text of each prompt; `all`: every version, the newest first. */
      scope: textScope.default("drafts"),
      mostMatches: z.int().min(1).max(10_000).default(2_000),
    }),
    chunk: z.object({ found: z.array(textMatches) }),
    output: z.object({ prompts: z.int(), matches: z.int(), isCut: z.boolean() }),
  }),
  "prompts.open": query({
    input: z.object({ promptId }),
    output: z.object({ prompt: promptSummary, draft, latest: version.nullable() }),
  }),
  /**
   * Stores the draft and answers after it is durable. `baseRevision` is the revision the text was based on; if another
   * page saved since, the text is kept in the journal and the call fails with `prompts.draft-conflict`, whose details
   * carry `revision` and `journalId`.
   */
  "prompts.save-draft": command({
    input: z.object({ promptId, baseRevision: z.int(), content: promptContent, session }),
    output: z.object({
      revision: z.int(),
      contentHash: z.string(),
      savedAt: z.string(),
      draftChanged: z.boolean(),
    }),
  }),
  /**
   * Puts the draft back to the latest version; what it held stays in the journal. Without a version there is nothing to
   * go back to: `prompts.no-version`.
   */
  "prompts.discard-draft": command({ input: z.object({ promptId, session }), output: draft }),
  /** Every stored state of the draft, newest first. */
  "prompts.journal": query({
    input: z.object({ promptId, before: z.int().nullable().default(null), limit: pageSize }),
    output: z.object({
      entries: z.array(
        z.object({
          journalId: z.int(),
          kind: z.enum(["edit", "conflict", "revert", "version", "create"]),
          contentHash: z.string(),
          characters: z.int(),
          savedAt: z.string(),
        }),
      ),
      next: z.int().nullable(),
    }),
  }),
  "prompts.journal-entry": query({
    input: z.object({ promptId, journalId: z.int() }),
    output: z.object({ journalId: z.int(), content: promptContent, savedAt: z.string() }),
  }),
  /**
   * Where the draft stood at a revision among the states that undo and redo lead to: ids of the journal, `past` oldest
   * first, `future` with the next one last.
   */
  "prompts.undo-path": query({
    input: z.object({ promptId, revision: z.int() }),
    output: z.object({ past: z.array(z.int()), future: z.array(z.int()) }),
  }),
  /** Makes the draft a version. The same content as the latest version: nothing new, `unchanged: true`. */
  "prompts.save-version": command({
    input: z.object({
      promptId,
      /** The draft revision that the user saw; another one is refused with `prompts.draft-conflict`. */
      revision: z.int(),
      message: versionMessage,
      bump: bump.default("patch"),
    }),
    output: z.object({ version, unchanged: z.boolean() }),
  }),
  "prompts.versions": query({
    input: z.object({ promptId, before: z.int().nullable().default(null), limit: pageSize }),
    output: z.object({ versions: z.array(versionSummary), next: z.int().nullable(), total: z.int() }),
  }),
  "prompts.version": query({ input: z.object({ versionId }), output: version }),
  /** `version` absent: the latest. For the command line's NAME@VERSION. */
  "prompts.find-version": query({
    input: z.object({ promptId, version: z.string().optional() }),
    output: version,
  }),
  /** Saves an old version's content as a new version and makes it the draft; an unsaved draft stays in the journal. */
  "prompts.revert": command({
    input: z.object({ promptId, versionId, message: versionMessage.optional(), session }),
    output: z.object({ version, draft, unchanged: z.boolean() }),
  }),
  /** The messages as a model would receive them. Fails with `prompts.template-invalid` or `prompts.value-missing`. */
  "prompts.format": query({
    input: z.object({ content: promptContent, values: variableValues }),
    output: z.object({ messages: z.array(chatMessage) }),
  }),
};
