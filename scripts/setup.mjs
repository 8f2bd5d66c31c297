// Runs on the system's Node, with nothing installed: only node: modules here.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Progress goes to stderr: stdout belongs to the program that is being set up. */
export const say = (line) => process.stderr.write(`${line}\n`);

const isWindows = process.platform === "win32";
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Installs what the lock file names, unless just that is installed already. */
export function ensureInstalled() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, "node_modules", ".lathe-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  const since = performance.now();
  say("Installing packages (npm ci) …");
  const { status } = spawnSync("npm", ["ci", "--no-progress"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: isWindows,
  });
  if (status !== 0)
    fail("npm ci failed; its message is above. Check the connection to the package registry.");
  writeFileSync(stamp, lock);
  say(`Packages installed in ${seconds(since)}.`);
}

/** Node ≥ 24: the pinned one from the package registry, or the one that runs this. better-sqlite3 crashes on an older. */
export function findNode() {
  const pinned = join(root, "node_modules", ".bin", isWindows ? "node.exe" : "node");
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  fail(
    `Lathe needs Node ≥ 24 on ${process.platform}-${process.arch}; this is ${process.versions.node}. Install it and start again.`,
  );
}

const sources = ["electron", "renderer", "shared", "resources", "package.json", "package-lock.json"];

/** Builds when a source is newer than what was built. */
export function ensureBuilt() {
  const stamp = join(root, "out", ".built");
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  const configs = readdirSync(root).filter((name) => /^vite.*\.config\.ts$/.test(name));
  if ([...sources, ...configs].every((name) => newest(join(root, name)) <= builtAt)) return;
  build();
}

export function build() {
  const since = performance.now();
  say("Building …");
  mkdirSync(join(root, "out"), { recursive: true });
  const startedAt = new Date();
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  for (const target of ["renderer", "host", "main", "preload"]) {
    const { status, stdout, stderr } = spawnSync(
      findNode(),
      [vite, "build", "--config", `vite.${target}.config.ts`, "--logLevel", "warn"],
      { cwd: root, encoding: "utf8", env: { ...process.env, NODE_ENV: "production" } },
    );
    if (status !== 0) fail(`The build of ${target} failed:\n${stdout}${stderr}`);
  }
  const stamp = join(root, "out", ".built");
  writeFileSync(stamp, startedAt.toISOString());
  say(`Built in ${seconds(since)}.`);
}

function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(
    stats.mtimeMs,
    ...readdirSync(path)
      .filter((name) => !/\.test\.tsx?$/.test(name))
      .map((name) => newest(join(path, name))),
  );
}

export function fail(message) {
  say(message);
  process.exit(1);
}
