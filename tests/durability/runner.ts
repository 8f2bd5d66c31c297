import { writeSync } from "node:fs";
import { contentOf, openWorkbench } from "../support/open-workbench.ts";

/**
 * Makes three runs at a time against a provider that streams slowly, until it is killed. What it says on stdout has been
 * shown: `kept RUN LENGTH`, so many characters were read from the store; `ended RUN STATE LENGTH`.
 */
const [folder = "", baseUrl = "", rounds = "Infinity"] = process.argv.slice(2);
const { lathe, close } = await openWorkbench(folder);
const say = (line: string) => void writeSync(1, `${line}\n`);

const providers = await lathe.call("providers.list", {});
const known = providers.find(({ name }) => name === "slow");
if (known === undefined) await lathe.call("providers.add", { name: "slow", baseUrl, key: { kind: "none" } });
else await lathe.call("providers.update", { providerId: known.providerId, baseUrl });
const content = contentOf("Tell me something long");
const { promptId } = await lathe
  .call("prompts.find", { name: "asked" })
  .catch(() => lathe.call("prompts.create", { name: "asked", content }));

async function run(): Promise<void> {
  const source = { kind: "content" as const, content };
  const { runId } = await lathe.call("runs.start", {
    promptId,
    source,
    values: {},
    model: "slow/fault-slow",
  });
  say(`started ${runId}`);
  const frames = lathe.stream("runs.follow", { runId });
  let kept = 0;
  for (;;) {
    const step = await frames.next();
    const { state, attempt } = await lathe.call("runs.read", { runId });
    if (step.done) return say(`ended ${runId} ${state} ${attempt.text.length}`);
    if (attempt.text.length > kept) say(`kept ${runId} ${attempt.text.length}`);
    kept = attempt.text.length;
  }
}

for (let round = 0; round < Number(rounds); round += 1) await Promise.all([run(), run(), run()]);
await close();
