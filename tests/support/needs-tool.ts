import { spawnSync } from "node:child_process";

/**
 * Whether a program of the system is here, for tests against it. `.ci/run` installs them all and sets `LATHE_ALL_TOOLS`:
 * there a missing one is a failure. Elsewhere the test is left out, and the terminal says which and why.
 */
export function hasTool(program: string): boolean {
  const isHere = spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
  if (isHere) return true;
  if (process.env.LATHE_ALL_TOOLS === "1")
    throw new Error(`${program} is missing. Install it and run again: .ci/run does so on Debian.`);
  console.warn(`${program} is not installed: the tests that need it are left out here; .ci/run runs them.`);
  return false;
}

/** Whether a small file system can be mounted: on Linux, as root. The same rule as for a program. */
export function canMount(): boolean {
  const can = process.platform === "linux" && process.getuid?.() === 0;
  if (!can && process.env.LATHE_ALL_TOOLS === "1")
    throw new Error("A small file system cannot be mounted: run as root on Linux, as .ci/run does.");
  if (!can)
    console.warn("Only root can mount a small file system: the tests on a full disk are left out here.");
  return can;
}
