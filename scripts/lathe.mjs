// The command line: sets up what is missing, says so on stderr, and hands over to the built program.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, findNode, root } from "./setup.mjs";

ensureInstalled();
ensureBuilt();
runLathe(process.argv.slice(2));

export function runLathe(args) {
  const child = spawn(findNode(), [join(root, "out", "host", "lathe.js"), ...args], { stdio: "inherit" });
  // The terminal sends Ctrl-C to both; the program decides when it is done.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}
