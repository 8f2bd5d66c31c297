import { closeSync, openSync } from "node:fs";
import { contentOf, openWorkbench } from "../support/open-workbench.ts";

/** Opens files until no more can be opened, and prints what became of a save, a backup and a run meanwhile and after. */
const [folder = ""] = process.argv.slice(2);
const { lathe, close } = await openWorkbench(folder);
const content = contentOf("Hello");
const { promptId } = await lathe.call("prompts.create", { name: "p", content });
const source = { kind: "content" as const, content };
// What is loaded when first needed is loaded now: its files are not what this is about.
const warm = await lathe.call("runs.start", { promptId, source, values: {} });
for await (const _chunk of lathe.stream("runs.follow", warm));

const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "done",
    (error: { code?: string }) => error.code ?? String(error),
  );
const { revision } = (await lathe.call("prompts.open", { promptId })).draft;
const tryAll = async (text: string, baseRevision: number) => ({
  save: await outcome(lathe.call("prompts.save-draft", { promptId, baseRevision, content: contentOf(text) })),
  run: await outcome(lathe.call("runs.start", { promptId, source, values: {} })),
  backUp: await outcome(lathe.call("workspace.back-up", {})),
});

const opened: number[] = [];
try {
  for (;;) opened.push(openSync(folder, "r"));
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== "EMFILE") throw error;
}
const meanwhile = await tryAll("meanwhile", revision);
for (const descriptor of opened) closeSync(descriptor);
const after = await tryAll("after", (await lathe.call("prompts.open", { promptId })).draft.revision);
await close();
process.stdout.write(JSON.stringify({ opened: opened.length, meanwhile, after }));
