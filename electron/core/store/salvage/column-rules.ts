import { z } from "zod";
import { checkState, verdict } from "#shared/model/check.ts";
import { modelRef, runnableFormat, snippetName } from "#shared/model/content.ts";
import { experimentPlan, experimentVerdict, voteChoice } from "#shared/model/experiment.ts";
import {
  attemptId,
  caseId,
  experimentId,
  promptId,
  providerId,
  runId,
  snippetId,
  suiteId,
  suiteVersionId,
  testRunId,
  validationId,
  versionId,
} from "#shared/model/ids.ts";
import { semver, stage, timestamp } from "#shared/model/prompt.ts";
import { finishReason, runMode, runState } from "#shared/model/run.ts";
import { promptSpec } from "#shared/model/spec.ts";
import { caseTag, split } from "#shared/model/suite.ts";
import { templateKey } from "#shared/model/template.ts";
import { markKind, testPlan, testRunState } from "#shared/model/test-run.ts";
import { hashOfManifest } from "../suite-manifest.ts";
import type { Value } from "./record.ts";

type Rule = (text: string) => boolean;

const by =
  (schema: z.ZodType): Rule =>
  (text) =>
    schema.safeParse(text).success;

const isHash: Rule = (text) => /^[0-9a-f]{64}$/.test(text);

const isJson: Rule = (text) => parse(text) !== undefined;

const byJson =
  (schema: z.ZodType): Rule =>
  (text) =>
    schema.safeParse(parse(text)).success;

const isOutcome: Rule = (text) => ["a", "b", "tie"].includes(text);

/** What each of them may hold is asked where it is used. */
const checks = z.array(z.looseObject({ type: z.string() }));

/** Of columns that are named alike in every table. A wrong value would fail later, in front of the user. */
const byColumn: Record<string, Rule> = {
  hash: isHash,
  content_hash: isHash,
  request_hash: isHash,
  case_hash: isHash,
  suite_hash: isHash,
  checks_hash: isHash,
  judge_hash: isHash,
  settings_hash: isHash,
  generated_hash: isHash,
  spec_hash: isHash,
  inputs_hash: isHash,
  prompt_id: by(promptId),
  suite_id: by(suiteId),
  suite_version_id: by(suiteVersionId),
  case_id: by(caseId),
  version_id: by(versionId),
  base_version_id: by(versionId),
  parent_id: by(versionId),
  run_id: by(runId),
  version: by(semver),
  revert_of: by(semver),
  state: by(runState),
  mode: by(runMode),
  stage: by(stage),
  split: by(split),
  verdict: by(verdict),
  finish_reason: by(finishReason),
  owned_since: by(timestamp),
  checks_json: byJson(checks),
};

const byTable: Record<string, Rule> = {
  "attempts.id": by(attemptId),
  "prompts.id": by(promptId),
  "providers.id": by(providerId),
  "runs.id": by(runId),
  "versions.id": by(versionId),
  "prompts.name": (text) => text.trim() !== "",
  // Longer than any tag.
  "contents.json": (text) => text.startsWith("{") && text.length > 60,
  "suites.id": by(suiteId),
  "suites.name": (text) => text.trim() !== "",
  "case_contents.json": (text) => text.startsWith("{") && isJson(text),
  "case_tags.tag": by(caseTag),
  "suite_versions.id": by(suiteVersionId),
  "suite_versions.manifest_json": (text) => hashOfManifest(text) !== null,
  "test_runs.id": by(testRunId),
  "test_runs.plan_json": byJson(testPlan),
  "test_run_states.state": by(testRunState),
  "test_attempts.model": by(modelRef),
  "test_scores.state": by(checkState),
  "marks.kind": by(markKind),
  "marks.at": by(timestamp),
  "experiments.id": by(experimentId),
  "experiments.origin": (text) => ["calls", "runs"].includes(text),
  "experiments.plan_json": byJson(experimentPlan),
  "experiment_arms.model": by(modelRef),
  "experiment_verdicts.state": by(testRunState),
  "experiment_verdicts.verdict_json": byJson(experimentVerdict),
  "experiment_votes.choice": by(voteChoice),
  "experiment_votes.at": by(timestamp),
  "experiment_judgements.model": by(modelRef),
  "experiment_judgements.a_first": isOutcome,
  "experiment_judgements.b_first": isOutcome,
  "experiment_judgements.outcome": (text) => isOutcome(text) || text === "error",
  "experiment_judgements.at": by(timestamp),
  "prompt_specs.spec_json": byJson(promptSpec),
  "validations.id": by(validationId),
  "snippets.id": by(snippetId),
  "snippets.name": by(snippetName),
  "snippets.template_format": by(runnableFormat),
  "draft_snippets.snippet_name": by(snippetName),
  "templates.key": by(templateKey),
  "template_uses.template_key": by(templateKey),
  "draft_journal.kind": (text) => ["create", "edit", "conflict", "revert", "version"].includes(text),
  "providers.key_kind": (text) => ["none", "vault", "environment"].includes(text),
};

/** Whether a value may stand there. NULL and numbers are judged by the column's type alone. */
export function isSoundValue(table: string, column: string, value: Value | undefined): boolean {
  if (typeof value !== "string") return true;
  const rule = byTable[`${table}.${column}`] ?? byColumn[column] ?? bySuffix(column);
  return rule?.(value) ?? true;
}

function bySuffix(column: string): Rule | undefined {
  if (column.endsWith("_json")) return isJson;
  return column.endsWith("_at") ? by(timestamp) : undefined;
}

/** undefined: it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * How many bytes of UTF-8 a text may have: of two tables whose rows look alike otherwise, it tells which one a row is of
 * even where the text itself is not at hand. The shortest content has 126 bytes, the longest tag 60 characters; where the
 * two meet, the text is at hand.
 */
const byLength: Record<string, { least: number; most: number }> = {
  "case_tags.tag": { least: 1, most: 180 },
  "contents.json": { least: 126, most: Number.POSITIVE_INFINITY },
};

export function isSoundLength(table: string, column: string, bytes: number): boolean {
  const limits = byLength[`${table}.${column}`];
  return limits === undefined || (bytes >= limits.least && bytes <= limits.most);
}
