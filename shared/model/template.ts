import { z } from "zod";
import { check } from "./check.ts";
import { promptContent } from "./content.ts";
import { testRunId } from "./ids.ts";
import { tagName, timestamp } from "./prompt.ts";
import { promptSpec } from "./spec.ts";
import { caseContent, suiteName } from "./suite.ts";
import { label, storedText } from "./text.ts";

export const templateCategories = [
  "customer-service",
  "writing",
  "extraction",
  "classification",
  "summarising",
  "translation",
  "code",
  "data",
  "rag",
  "agents",
  "evaluation",
  "education",
  "other",
] as const;
export const templateCategory = z.enum(templateCategories);
export type TemplateCategory = z.infer<typeof templateCategory>;

/** Names a template for ever: those that ship with Lathe by a word, the user's own by an id that starts with tpl_. */
export const templateKey = z.string().regex(/^[a-z0-9][a-z0-9_-]{2,60}$/);

export const templateSuite = z.object({
  name: suiteName,
  description: storedText.default(""),
  checks: z.array(check).max(50).default([]),
  threshold: z.number().min(0).max(1).nullable().default(null),
  cases: z.array(caseContent).max(5_000),
});
export type TemplateSuite = z.infer<typeof templateSuite>;

/** A reusable starting point with its own suite; the form of `resources/templates/*.json` too. */
export const template = z.object({
  key: templateKey,
  name: label(120),
  /** What it is for and what makes it good, in one or two sentences. */
  description: storedText.pipe(z.string().max(2_000)),
  category: templateCategory,
  /** When to reach for it, in a few words. */
  useCase: storedText.pipe(z.string().max(300)).default(""),
  /** The language of its words and of its replies. */
  language: z.enum(["en", "zh", "other"]),
  tags: z.array(tagName).max(20).default([]),
  content: promptContent,
  spec: promptSpec.nullable().default(null),
  suite: templateSuite.nullable().default(null),
});
export type Template = z.infer<typeof template>;

/** What the library shows of one. */
export const templateCard = template
  .pick({
    key: true,
    name: true,
    description: true,
    category: true,
    useCase: true,
    language: true,
    tags: true,
  })
  .extend({
    isOwn: z.boolean(),
    variables: z.array(z.string()),
    cases: z.int(),
    checks: z.int(),
    /** Prompts that were made from it. */
    uses: z.int(),
    /** Of the newest ended test run of a prompt that was made from it, on the suite that came with it. */
    lastScore: z
      .object({
        testRunId,
        score: z.number().nullable(),
        passed: z.int(),
        cases: z.int(),
        model: z.string(),
        simulated: z.boolean(),
        at: timestamp,
      })
      .nullable(),
    /** Others that say nearly the same, the nearest first; `likeness` from 0 to 1. */
    similar: z.array(z.object({ key: templateKey, name: z.string(), likeness: z.number() })),
    createdAt: timestamp.nullable(),
  });
export type TemplateCard = z.infer<typeof templateCard>;
