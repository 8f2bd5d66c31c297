import childProcess from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import workers from "node:worker_threads";

/**
 * Tells of every process, connection, worker and file that is opened until it is stopped, and lets none of them happen.
 * Modules have to be loaded before.
 */
export function watchSystem(): { reached: string[]; stop(): void } {
  const reached: string[] = [];
  const undo: (() => void)[] = [];
  const forbid = (owner: object, what: string, names: string[]): void => {
    for (const name of names) {
      const known = Object.getOwnPropertyDescriptor(owner, name);
      if (known === undefined) throw new Error(`there is no ${what}.${name}`);
      const refused = (...args: unknown[]): never => {
        const told = `${what}.${name}(${String(args[0]).slice(0, 100)})`;
        reached.push(told);
        throw new Error(`${told} in a test that allows nothing`);
      };
      Object.defineProperty(owner, name, { ...known, value: refused });
      undo.push(() => Object.defineProperty(owner, name, known));
    }
  };
  forbid(childProcess, "child_process", [
    ..."spawn exec execFile fork spawnSync execSync execFileSync".split(" "),
  ]);
  forbid(net.Socket.prototype, "net.Socket", ["connect"]);
  forbid(globalThis, "globalThis", ["fetch"]);
  forbid(workers, "worker_threads", ["Worker"]);
  forbid(fs, "fs", [
    ..."readFile readFileSync open openSync createReadStream createWriteStream".split(" "),
    ..."writeFile writeFileSync appendFile appendFileSync mkdir mkdirSync rm rmSync unlink unlinkSync".split(
      " ",
    ),
    ..."readdir readdirSync symlink symlinkSync rename renameSync opendir opendirSync".split(" "),
  ]);
  forbid(
    fs.promises,
    "fs.promises",
    "readFile open writeFile appendFile mkdir rm unlink readdir rename".split(" "),
  );
  syncBuiltinESMExports();
  return {
    reached,
    stop() {
      for (const one of undo.reverse()) one();
      syncBuiltinESMExports();
    },
  };
}
