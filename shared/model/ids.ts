import { z } from "zod";

/** Branded ids: two kinds of id cannot be swapped by accident, and a stray one is recognised by its prefix. */
const id = <P extends string, B extends string>(prefix: P, _brand: B) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[a-z0-9]{4,40}$`), `expected an id that starts with ${prefix}_`)
    .brand<B>();

export const promptId = id("prm", "PromptId");
export const versionId = id("ver", "VersionId");
export const runId = id("run", "RunId");
export const attemptId = id("att", "AttemptId");
export const providerId = id("prv", "ProviderId");

export const suiteId = id("sui", "SuiteId");
export const suiteVersionId = id("suv", "SuiteVersionId");
export const caseId = id("cas", "CaseId");
export const testRunId = id("tst", "TestRunId");
export const experimentId = id("exp", "ExperimentId");
export const snippetId = id("snp", "SnippetId");
export const validationId = id("val", "ValidationId");

export type PromptId = z.infer<typeof promptId>;
export type VersionId = z.infer<typeof versionId>;
export type RunId = z.infer<typeof runId>;
export type AttemptId = z.infer<typeof attemptId>;
export type ProviderId = z.infer<typeof providerId>;
export type SuiteId = z.infer<typeof suiteId>;
export type SuiteVersionId = z.infer<typeof suiteVersionId>;
export type CaseId = z.infer<typeof caseId>;
export type TestRunId = z.infer<typeof testRunId>;
export type ExperimentId = z.infer<typeof experimentId>;
export type SnippetId = z.infer<typeof snippetId>;
export type ValidationId = z.infer<typeof validationId>;
