import { z } from "zod";
import { promptContent, variableValues } from "#shared/model/content.ts";
import type { VersionId } from "#shared/model/ids.ts";
import { stage } from "#shared/model/prompt.ts";
import type { Ports } from "./ports.ts";
import {
  createPrompt,
  isNewWorkspace,
  type PromptContext,
  readDraft,
  saveDraft,
  saveVersion,
} from "./prompts/index.ts";
import { createProviders } from "./providers/index.ts";
import type { Redactor } from "./redactor.ts";
import { type RunContext, runHandlers, stopAllRuns } from "./runs/index.ts";
import { sampleFiles } from "./sample-files.ts";
import { sampleTests } from "./sample-suites.ts";
import { updateSettings } from "./settings/index.ts";

const samplePrompt = z.object({
  name: z.string(),
  description: z.string(),
  folder: z.string(),
  tags: z.array(z.string()),
  stage,
  versions: z.array(z.object({ message: z.string(), content: promptContent })).min(1),
  draft: promptContent.optional(),
  values: z.array(variableValues).min(1),
});

/**
 * Writes the sample prompts with their versions and suites into a new workspace, then runs each version once on the
 * simulator, tests the first and the last and compares them, so that replies, recordings, results and the verdict are real
 * ones. False where the workspace is not new.
 */
export async function fillWithSample(
  context: PromptContext,
  ports: Ports,
  { redactor, appVersion }: { redactor: Redactor; appVersion: string },
): Promise<boolean> {
  const samples = sampleFiles.map((file) => samplePrompt.parse(file));
  // Asked within the transaction: of two programs that start at once, one fills the workspace.
  const written = context.db.transaction(() =>
    isNewWorkspace(context.db) ? samples.map((sample) => writeSample(context, sample)) : null,
  );
  if (written === null) return false;

  // The simulator streams at a reader's pace; nobody is reading yet.
  const hurried: Ports = {
    ...ports,
    clock: { ...ports.clock, sleep: async (_ms, signal) => signal.throwIfAborted() },
  };
  const publish = () => {};
  const { caller } = createProviders({ db: context.db, ports: hurried, publish, redactor });
  const runs: RunContext = {
    db: context.db,
    ports: hurried,
    publish,
    prompts: context,
    models: caller,
    live: new Map(),
  };
  const start = runHandlers(runs)["runs.start"];
  const signal = new AbortController().signal;
  for (const run of written.flatMap((sample) => sample.runs)) {
    await start({ ...run, model: "simulator/default", mode: "live" }, { signal });
    await Promise.all([...runs.live.values()].map(({ done }) => done));
  }
  await stopAllRuns(runs);
  await sampleTests(context, { ports: hurried, redactor, appVersion }).fill(written);
  return true;
}

function writeSample(context: PromptContext, sample: z.infer<typeof samplePrompt>) {
  const [first] = sample.versions;
  const { promptId } = createPrompt(context, { ...sample, content: first?.content }, sample.stage);
  const session = "sample";
  const versionIds: VersionId[] = [];
  const runs = sample.versions.flatMap(({ content, message }) => {
    const { revision } = readDraft(context, promptId);
    const saved = saveDraft(context, { promptId, baseRevision: revision, content, session });
    const { version } = saveVersion(context, { promptId, revision: saved.revision, message, bump: "patch" });
    const source = { kind: "version" as const, versionId: version.versionId };
    versionIds.push(version.versionId);
    return sample.values.map((values) => ({ promptId, source, values }));
  });
  if (sample.draft !== undefined) {
    const { revision } = readDraft(context, promptId);
    saveDraft(context, { promptId, baseRevision: revision, content: sample.draft, session });
  }
  updateSettings(context.db, { values: { [promptId]: sample.values[0] ?? {} } });
  return { promptId, name: sample.name, versionIds, runs };
}
