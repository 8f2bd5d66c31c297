import { existsSync } from "node:fs";
import { join } from "node:path";

/** The journeys use what was built; `npm test` builds first, and `npm run build` does it by hand. */
export default function requireBuild(): void {
  const root = join(import.meta.dirname, "..", "..");
  for (const file of ["out/host/lathe.js", "out/renderer/index.html"]) {
    if (!existsSync(join(root, file))) throw new Error(`${file} is missing: run \`npm run build\` first.`);
  }
}
