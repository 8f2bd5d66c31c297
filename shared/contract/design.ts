import { z } from "zod";
import { modelRef, promptContent, variableValues } from "../model/content.ts";
import { promptId, suiteId, validationId } from "../model/ids.ts";
import { folderName, promptName, promptSummary, tagName, timestamp } from "../model/prompt.ts";
import { promptSpec, storedSpec, validationReport } from "../model/spec.ts";
import { storedText } from "../model/text.ts";
import { command, query, stream } from "./define.ts";

export const designOperations = {
  /** `revision: 0` and no spec where none was ever saved. */
  "design.read-spec": query({ input: z.object({ promptId }), output: storedSpec }),
  /**
   * Stores the spec and, where its text was taken over into the draft, what it gave (`generated`; absent: as before).
   * Another page that saved since `baseRevision`: `design.spec-conflict`, and nothing is lost: every save is kept.
   */
  "design.save-spec": command({
    input: z.object({
      promptId,
      baseRevision: z.int().min(0),
      spec: promptSpec,
      generated: promptContent.optional(),
    }),
    output: storedSpec,
  }),
  /** A new prompt whose draft is what the spec gives. */
  "design.create-prompt": command({
    input: z.object({
      name: promptName,
      description: storedText.default(""),
      folder: folderName.default(""),
      tags: z.array(tagName).max(50).default([]),
      spec: promptSpec,
    }),
    output: promptSummary,
  }),
  /**
   * Formats the content with each input and holds it against the spec. With a `promptId` the report is stored as evidence,
   * and its stored spec is used where `spec` is absent. Inputs come as they are, or from a suite's cases (the first 1,000).
   */
  "design.validate": command({
    input: z.object({
      content: promptContent,
      promptId: promptId.nullable().default(null),
      spec: promptSpec.nullable().optional(),
      inputs: z
        .array(z.object({ name: storedText.pipe(z.string().max(200)).default(""), values: variableValues }))
        .max(1_000)
        .default([]),
      suiteId: suiteId.nullable().default(null),
    }),
    output: validationReport,
  }),
  /** The stored reports of a prompt, newest first, without what was formatted. */
  "design.validations": query({
    input: z.object({ promptId, limit: z.int().min(1).max(100).default(20) }),
    output: z.array(
      z.object({
        validationId,
        contentHash: z.string(),
        at: timestamp,
        compliance: z.number(),
        issues: z.int(),
        validInputs: z.int(),
        totalInputs: z.int(),
        clean: z.boolean(),
      }),
    ),
  }),
  /**
   * A first prompt from a task in one line: a model writes the spec, the spec gives the prompt, and the prompt is checked
   * against it. Nothing is stored: the page shows what would change. Leaving cancels it.
   */
  "design.generate": stream({
    input: z.object({
      task: storedText.pipe(z.string().min(1).max(4_000)),
      writtenIn: z.enum(["en", "zh"]).default("en"),
      model: modelRef.optional(),
      /** What the answer must fit to, where there is a prompt already: its variables are kept. */
      content: promptContent.nullable().default(null),
    }),
    chunk: z.discriminatedUnion("kind", [
      z.object({
        kind: z.literal("step"),
        step: z.enum(["asking", "reading", "writing", "checking", "repairing"]),
      }),
      /** A piece of the model's answer, as it comes. */
      z.object({ kind: z.literal("text"), text: z.string() }),
    ]),
    output: z.object({
      spec: promptSpec,
      content: promptContent,
      /** What is left to be done, in English with a code that the page translates. */
      notes: z.array(
        z.object({ code: z.string(), params: z.record(z.string(), z.string()), text: z.string() }),
      ),
      costUsd: z.number().nullable(),
      simulated: z.boolean(),
    }),
  }),
};
