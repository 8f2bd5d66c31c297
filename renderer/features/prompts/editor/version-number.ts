import type { Bump, Semver } from "#shared/model/prompt.ts";

/** The number that the next version gets (semver.org §6–8): the first is 1.0.0 whatever was asked for. */
export function nextVersion(latest: Semver | null, bump: Bump): Semver {
  if (latest === null) return "1.0.0";
  const [major = 0, minor = 0, patch = 0] = latest.split(".").map(Number);
  if (bump === "major") return `${major + 1}.0.0`;
  return bump === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}
