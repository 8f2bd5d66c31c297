/** A served workbench in a process of its own, so that its memory can be measured. Prints its start address. */
import { startLoopback } from "../../electron/loopback/server.ts";
import { writePage } from "./loopback-host.ts";
import { createScriptedWorkbench } from "./scripted-workbench.ts";

const page = writePage();
const loopback = await startLoopback({
  workbench: createScriptedWorkbench(),
  rendererFolder: page.folder,
  log: () => {},
  patience: { headersMs: 500, requestMs: 1_000 },
});
process.stdout.write(`${loopback.url}\n`);
process.stdin.on("end", () => void loopback.close().then(() => page.remove()));
process.stdin.resume();
