import { z } from "zod";
import { check } from "../model/check.ts";
import { modelRef, promptContent } from "../model/content.ts";
import { caseId, promptId, suiteId, suiteVersionId } from "../model/ids.ts";
import {
  caseContent,
  caseEdit,
  columnMapping,
  dataFormat,
  importedRow,
  split,
  suite,
  suiteCase,
  suiteName,
  suiteSummary,
  suiteVersion,
} from "../model/suite.ts";
import { storedText } from "../model/text.ts";
import { command, query, stream } from "./define.ts";

const importSource = z.object({
  /** null: the suite is yet to be made. */
  suiteId: suiteId.nullable(),
  text: z.string().max(50_000_000),
  /** Absent: told from the name and the text. */
  format: dataFormat.optional(),
  fileName: z.string().max(500).default(""),
  /** Absent: as the names of the columns suggest. */
  mapping: columnMapping.optional(),
  /** Of a suite that is yet to be made: its variables say which columns are inputs, and of which type. */
  promptId: promptId.nullable().default(null),
});

const importCounts = z.object({ add: z.int(), update: z.int(), same: z.int(), skip: z.int() });

export const suiteOperations = {
  /** By name; with a prompt those that were written for it or for any. */
  "suites.list": query({
    input: z.object({ promptId: promptId.optional(), search: z.string().max(200).default("") }),
    output: z.array(suiteSummary),
  }),
  "suites.find": query({ input: z.object({ name: z.string() }), output: suiteSummary }),
  "suites.read": query({ input: z.object({ suiteId }), output: suite }),
  "suites.create": command({
    input: z.object({
      name: suiteName,
      description: storedText.default(""),
      promptId: promptId.nullable().default(null),
      checks: z.array(check).max(50).default([]),
    }),
    output: suite,
  }),
  "suites.update": command({
    input: z.object({
      suiteId,
      name: suiteName.optional(),
      description: storedText.optional(),
      promptId: promptId.nullable().optional(),
      checks: z.array(check).max(50).optional(),
      threshold: z.number().min(0).max(1).nullable().optional(),
    }),
    output: suite,
  }),
  /** Takes it out of the lists; its runs keep what they were made with, and `suites.restore` brings it back. */
  "suites.remove": command({ input: z.object({ suiteId }), output: z.null() }),
  "suites.restore": command({ input: z.object({ suiteId }), output: suiteSummary }),
  /** A window of the cases in their order; any part of the table can be asked for. */
  "suites.cases": query({
    input: z.object({
      suiteId,
      search: z.string().max(200).default(""),
      tag: z.string().optional(),
      split: split.optional(),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.object({ cases: z.array(suiteCase), total: z.int(), revision: z.int() }),
  }),
  "suites.case": query({ input: z.object({ suiteId, caseId }), output: suiteCase }),
  /**
   * One step of editing, all of it or nothing; `undo` is the step that takes it back. A case that another page changed
   * since `baseRevision` is not overwritten: `suites.conflict`.
   */
  "suites.edit-cases": command({
    input: z.object({ suiteId, baseRevision: z.int(), edits: z.array(caseEdit).min(1).max(20_000) }),
    output: z.object({ revision: z.int(), cases: z.array(suiteCase), undo: z.array(caseEdit) }),
  }),
  /** What an import would do, without doing it: columns, what they become, and the rows (a window of them). */
  "suites.preview-import": query({
    input: importSource.extend({
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.object({
      format: dataFormat,
      columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
      mapping: columnMapping,
      counts: importCounts,
      total: z.int(),
      rows: z.array(importedRow),
    }),
  }),
  /** `skipRows`: rows that are left out; `onlyNew`: rows that would change a case are left out too. */
  "suites.import": command({
    input: importSource.extend({
      /** Needed where `suiteId` is null. */
      name: suiteName.optional(),
      skipRows: z.array(z.int()).max(100_000).default([]),
      onlyNew: z.boolean().default(false),
    }),
    output: z.object({ suite, counts: importCounts, undo: z.array(caseEdit) }),
  }),
  /** The whole suite as text, in pieces. CSV cells that a spreadsheet would calculate are made harmless. */
  "suites.export": stream({
    input: z.object({ suiteId, format: dataFormat }),
    chunk: z.object({ text: z.string() }),
    output: z.object({ fileName: z.string(), mediaType: z.string(), cases: z.int() }),
  }),
  /** Makes the working copy a version. The same as the latest: nothing new, `unchanged: true`. */
  "suites.freeze": command({
    input: z.object({ suiteId, message: storedText.pipe(z.string().max(500)).default("") }),
    output: z.object({ version: suiteVersion, unchanged: z.boolean() }),
  }),
  "suites.versions": query({ input: z.object({ suiteId }), output: z.array(suiteVersion) }),
  /** Puts the working copy back to a version; what it was can be had again with `undo`. */
  "suites.go-back": command({
    input: z.object({ suiteId, suiteVersionId }),
    output: z.object({ suite, undo: z.array(caseEdit) }),
  }),
  /** Which kinds of input have no case: by tag, by variable and its values, by what is expected and checked. */
  "suites.coverage": query({
    input: z.object({ suiteId, content: promptContent.nullable().default(null) }),
    output: z.object({
      cases: z.int(),
      withExpected: z.int(),
      /** Cases on which nothing would be checked. */
      withoutChecks: z.int(),
      tags: z.array(z.object({ name: z.string(), count: z.int() })),
      variables: z.array(
        z.object({
          name: z.string(),
          /** Cases that give it a value. */
          given: z.int(),
          distinct: z.int(),
          /** Kinds of value that no case has, of those worth trying for its type. */
          missing: z.array(
            z.enum([
              "empty",
              "long",
              "other-language",
              "special-characters",
              "number",
              "option",
              "true",
              "false",
            ]),
          ),
          /** Options of an enum that no case has. */
          missingOptions: z.array(z.string()),
        }),
      ),
      /** Pairs of cases that ask the same. */
      duplicates: z.array(z.object({ caseIds: z.array(caseId) })),
    }),
  }),
  /**
   * Cases that a model proposes from the prompt and from the cases there are. Nothing is stored: each is looked at and
   * then added like any other. Leaving cancels it.
   */
  "suites.generate-cases": stream({
    input: z.object({
      suiteId,
      content: promptContent,
      model: modelRef.optional(),
      count: z.int().min(1).max(50).default(10),
      /** What kind of cases is wanted, in the user's own words. */
      wish: storedText.pipe(z.string().max(2_000)).default(""),
    }),
    chunk: z.object({ case: caseContent, why: z.string() }),
    output: z.object({
      proposed: z.int(),
      /** Left out: the same as a case that is there, or nothing that can be read. */
      dropped: z.int(),
      costUsd: z.number().nullable(),
      simulated: z.boolean(),
    }),
  }),
};
