// Runs on the system's Node, with nothing installed: only node: modules here.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Progress goes to stderr: stdout belongs to the program that is being set up. */
export const say = (line) => process.stderr.write(`${line}\n`);

/** Ends with the exit code of the command line for "something outside failed". */
export function fail(message) {
  say(message);
  process.exit(3);
}

const isWindows = process.platform === "win32";
const secondsSince = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/** Installs what the lock file names, unless just that is installed already. */
export function ensureInstalled() {
  const stamp = join(root, "node_modules", ".lathe-lock");
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const isInstalled = () => existsSync(stamp) && readFileSync(stamp, "utf8") === lock;
  if (isInstalled()) return;
  alone(() => {
    if (isInstalled()) return;
    const start = performance.now();
    say("Installing packages (npm ci) …");
    // Said again here because `npm run --silent`, NODE_ENV or a person's own npmrc may say something else.
    const options = ["--no-progress", "--loglevel=error", "--include=dev", "--include=optional"];
    const stdio = ["ignore", 2, 2];
    const { status } = spawnSync("npm", ["ci", ...options], { cwd: root, stdio, shell: isWindows });
    if (status !== 0) {
      fail("npm ci failed; its message is above. Check the connection to the package registry.");
    }
    writeFileSync(stamp, lock);
    say(`Packages installed in ${secondsSince(start)}.`);
  });
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

const targets = { renderer: "index.html", host: "lathe.js", main: "main.js", preload: "preload.cjs" };
const sources = ["electron", "renderer", "shared", "resources", "package.json", "package-lock.json"];
const builtFrom = join(root, "out", ".built-from");

/** Builds, unless just these sources were built already. */
export function ensureBuilt() {
  if (isBuilt()) return;
  alone(() => {
    if (!isBuilt()) buildAll();
  });
}

export const build = () => alone(buildAll);

function isBuilt() {
  const isThere = Object.entries(targets).every(([target, file]) =>
    existsSync(join(root, "out", target, file)),
  );
  return isThere && existsSync(builtFrom) && readFileSync(builtFrom, "utf8") === fingerprint();
}

function buildAll() {
  const start = performance.now();
  say("Building …");
  // Taken first: a source that changes meanwhile is built again next time.
  const print = fingerprint();
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  for (const target of Object.keys(targets)) {
    const { status, stdout, stderr } = spawnSync(
      findNode(),
      [vite, "build", "--config", `vite.${target}.config.ts`, "--logLevel", "warn"],
      { cwd: root, encoding: "utf8", env: { ...process.env, NODE_ENV: "production" } },
    );
    if (status !== 0) fail(`The build of ${target} failed:\n${stdout}${stderr}`);
  }
  writeFileSync(builtFrom, print);
  say(`Built in ${secondsSince(start)}.`);
}

/** Path, size and time of every file that goes into the build: also a deleted or an older file changes it. */
function fingerprint() {
  const configs = readdirSync(root).filter((name) => /^vite\..*\.config\.ts$/.test(name));
  const hash = createHash("sha256");
  for (const path of [...sources, ...configs].flatMap(filesIn)) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

function filesIn(path) {
  if (!statSync(join(root, path)).isDirectory()) return /\.test\.tsx?$/.test(path) ? [] : [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

/** One set-up at a time: a command that starts meanwhile waits, and then finds the work done. */
function alone(work) {
  const lock = join(root, ".cache", "setup.lock");
  mkdirSync(dirname(lock), { recursive: true });
  for (let hasWaited = false; !take(lock); hasWaited = true) {
    if (!hasWaited) say("Waiting for another command that is setting up …");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const owner = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
    if (owner > 0 && !isAlive(owner)) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
