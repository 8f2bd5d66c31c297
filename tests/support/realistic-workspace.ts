import { createPrompt, type PromptContext, readDraft, saveDraft, saveVersion } from "#core/prompts/index.ts";
import { createProviders } from "#core/providers/index.ts";
import { createRedactor } from "#core/redactor.ts";
import { type RunContext, runHandlers, stopAllRuns } from "#core/runs/index.ts";
import { updateSettings } from "#core/settings/index.ts";
import type { Database } from "#core/store/database.ts";
import { openDatabase } from "#core/store/open-database.ts";
import type { SuiteContext } from "#core/suites/index.ts";
import { type PromptContent, promptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { addTestedSuite } from "./realistic-suites.ts";
import { createTestPorts } from "./test-ports.ts";

export interface RealisticOptions {
  prompts: number;
  runs: number;
  /** What its texts begin with, so that two workspaces have different ones. */
  word?: string;
}

/** Texts of every length: a line, a page, several pages of the file, some with a change in one place only. */
function contentOf(word: string, prompt: number, step: number): PromptContent {
  const lengths = [40, 900, 3_000, 6_000, 9_000];
  const length = prompt === 7 ? 100_000 : (lengths[prompt % lengths.length] ?? 40);
  const body = `${word} ${prompt}: answer as {role} would. 请用简体中文回答。👩‍👩‍👧 `;
  return promptContent.parse({
    messages: [
      { role: "system", template: body.repeat(Math.ceil(length / body.length)) },
      { role: "human", template: `{question} (${step})` },
    ],
    variables: [{ name: "role" }, { name: "question" }],
  });
}

/**
 * Makes a workspace as months of work would leave it, through the real core: prompts with drafts, versions, tags, runs on
 * the simulator, recordings, and for every sixteenth prompt a suite with test runs. Answers the open database, so that a
 * test can go on, or copy it as a crash would leave it.
 */
export async function makeRealisticWorkspace(file: string, options: RealisticOptions): Promise<Database> {
  const db = openDatabase(file, { log: () => {} });
  await addWork(db, { ...options, from: 0 });
  return db;
}

export async function addWork(
  db: Database,
  { prompts: count, runs: runCount, word = "prompt", from }: RealisticOptions & { from: number },
): Promise<void> {
  const ports = createTestPorts();
  // Two calls must not give the same ids.
  const ids = { next: (prefix: string) => ports.ids.next(prefix).replace("test", `${word}${from}`) };
  const prompts: PromptContext = { db, clock: ports.clock, ids, publish: () => {} };
  const { caller } = createProviders({
    db,
    ports: { ...ports, ids },
    publish: () => {},
    redactor: createRedactor(),
  });
  const suites: SuiteContext = { db, ports: { ...ports, ids }, publish: () => {}, prompts, models: caller };
  const made = db.transaction(() =>
    Array.from({ length: count }, (_, place) => {
      const promptId = addPrompt(prompts, word, from + place);
      if (place % 16 === 0) addTestedSuite(suites, promptId, `${word} suite ${from + place}`);
      return promptId;
    }),
  );
  updateSettings(db, {
    values: Object.fromEntries(made.slice(0, 20).map((id) => [id, { role: "a nurse" }])),
  });

  const runs: RunContext = {
    db,
    ports: { ...ports, ids },
    publish: () => {},
    prompts,
    models: caller,
    live: new Map(),
  };
  const start = runHandlers(runs)["runs.start"];
  const signal = new AbortController().signal;
  for (let run = 0; run < runCount; run += 1) {
    const promptId = made[run % made.length];
    if (promptId === undefined) break;
    await start(
      {
        promptId,
        source: { kind: "content", content: readDraft(prompts, promptId).content },
        values: { role: "a poet", question: `Why ${run}?` },
        model: "simulator/default",
        mode: "live",
      },
      { signal },
    );
    await Promise.all([...runs.live.values()].map(({ done }) => done));
  }
  await stopAllRuns(runs);
}

function addPrompt(context: PromptContext, word: string, number: number): PromptId {
  const { promptId } = createPrompt(context, {
    name: `${word} ${number}`,
    description: `What ${word} ${number} is for`,
    folder: `folder ${number % 7}`,
    tags: [`tag ${number % 5}`, "all"],
    content: contentOf(word, number, 0),
  });
  const session = "test";
  for (let step = 1; step <= 1 + (number % 6); step += 1) {
    const { revision } = readDraft(context, promptId);
    const content = contentOf(word, number, step);
    const saved = saveDraft(context, { promptId, baseRevision: revision, content, session });
    saveVersion(context, {
      promptId,
      revision: saved.revision,
      message: `step ${step} of ${number}`,
      bump: "patch",
    });
  }
  if (number % 3 === 0) {
    const { revision } = readDraft(context, promptId);
    saveDraft(context, { promptId, baseRevision: revision, content: contentOf(word, number, 99), session });
  }
  return promptId;
}
