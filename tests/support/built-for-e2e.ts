import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { latheProgram, node } from "./lathe-server.ts";

/** A workspace with the sample, which journeys begin with a copy of: to make it takes a second each time. */
export const sampleWorkspace: string = join(import.meta.dirname, "..", "..", ".cache", "e2e-sample");

/** The journeys use what was built; `npm test` builds first, and `npm run build` does it by hand. */
export default function requireBuild(): void {
  const root = join(import.meta.dirname, "..", "..");
  for (const file of ["out/host/lathe.js", "out/renderer/index.html"]) {
    if (!existsSync(join(root, file))) throw new Error(`${file} is missing: run \`npm run build\` first.`);
  }
  rmSync(sampleWorkspace, { recursive: true, force: true });
  execFileSync(node, [latheProgram, "init", "--sample", "--home", sampleWorkspace], {
    env: { ...process.env, LATHE_VAULT: "file" },
  });
}
