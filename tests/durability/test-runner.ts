import { writeSync } from "node:fs";
import { check } from "../../shared/model/check.ts";
import { caseContent } from "../../shared/model/suite.ts";
import { contentOf, openWorkbench } from "../support/open-workbench.ts";

/**
 * Makes one test run of so many cases, or goes on with the one that is there, until it is killed or done. What it says on
 * stdout has been shown: `shown COUNT`, so many attempts were counted; `ended STATE COUNT`.
 */
const [folder = "", baseUrl = "", cases = "500"] = process.argv.slice(2);
const { lathe, close } = await openWorkbench(folder);
const say = (line: string) => void writeSync(1, `${line}\n`);

const content = contentOf("Say {word}");
async function begin() {
  const { runs } = await lathe.call("tests.list", { limit: 1 });
  const [run] = runs;
  if (run !== undefined) {
    await lathe.call("tests.resume", { testRunId: run.testRunId });
    return run.testRunId;
  }
  await lathe.call("providers.add", {
    name: "fake",
    baseUrl,
    key: { kind: "none" },
    limits: { concurrency: 8 },
  });
  const { promptId } = await lathe.call("prompts.create", { name: "p", content });
  const { suiteId, revision } = await lathe.call("suites.create", {
    name: "s",
    promptId,
    checks: [
      check.parse({ type: "contains", value: "{{word}}" }),
      check.parse({ type: "length", value: { max: 99 } }),
    ],
  });
  const edits = Array.from({ length: Number(cases) }, (_, index) => ({
    kind: "add" as const,
    after: null,
    content: caseContent.parse({ inputs: { word: `w${index};` } }),
  }));
  await lathe.call("suites.edit-cases", { suiteId, baseRevision: revision, edits });
  const source = { kind: "content" as const, content };
  const wish = { promptId, source, suiteId, models: ["fake/m"], concurrency: 8 };
  return (await lathe.call("tests.start", wish)).testRunId;
}

const testRunId = await begin();
say("began");
const countOf = (counts: { passed: number; failed: number; errored: number; unscored: number }) =>
  counts.passed + counts.failed + counts.errored + counts.unscored;
const frames = lathe.stream("tests.follow", { testRunId });
for (;;) {
  const step = await frames.next();
  if (step.done) {
    say(`ended ${step.value.state} ${countOf(step.value.counts)}`);
    break;
  }
  say(`shown ${countOf(step.value.counts)}`);
}
await close();
