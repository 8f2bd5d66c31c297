import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup.mjs";

/**
 * A lock file that `npm ci` accepts on every platform and behind any mirror: every optional dependency that is named has
 * an entry (npm drops those it could not fetch, silently), and no entry carries an address.
 */
export function checkLock() {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const problems = [];
  for (const [place, entry] of Object.entries(packages)) {
    if (entry.resolved !== undefined) problems.push(`${place} carries a resolved address`);
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!isLocked(packages, place, name))
        problems.push(`${place || "package.json"} names ${name}, which has no entry`);
    }
  }
  for (const problem of problems) console.log(`package-lock.json: ${problem}`);
  return problems.length === 0;
}

/** Looks where Node would: beside the package, then in each folder above it. */
function isLocked(packages, place, name) {
  for (let from = place; ; from = from.slice(0, Math.max(0, from.lastIndexOf("node_modules/") - 1))) {
    if (packages[`${from === "" ? "" : `${from}/`}node_modules/${name}`] !== undefined) return true;
    if (from === "") return false;
  }
}
