import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished } from "vitest";
import { openPage } from "../support/loopback-page.ts";
import { temporaryFolder } from "../support/run-cli.ts";

/** Windows has no such limit, and no shell that sets one. */
describe.skipIf(process.platform === "win32")("64 open files and no more", () => {
  it("R-51 all taken, end no work: what needs one more is told, what has its files goes on", () => {
    const { opened, meanwhile, after } = JSON.parse(
      execFileSync("sh", limited("use-up-files.ts", temporaryFolder()), { encoding: "utf8", stdio: "pipe" }),
    );
    expect(opened).toBeGreaterThan(5);
    expect(meanwhile).toEqual({ save: "done", run: "done", backUp: "host.too-many-files" });
    expect(after).toEqual({ save: "done", run: "done", backUp: "done" });
  });

  it("R-51 taken by strangers on the page's port are no reason to end, and a page works when they have left", async () => {
    const server = await serve(temporaryFolder());
    const lathe = await openPage(server.url);
    await lathe.call("prompts.create", { name: "before" });
    const strangers = await connectMany(server.url, 100);
    await lathe.call("prompts.list", {}).catch((error) => expect(error.code).toBe("host.disconnected"));
    for (const socket of strangers) socket.destroy();

    await expect
      .poll(() => lathe.call("prompts.list", {}).catch((error) => error.code))
      .toMatchObject({ total: 1 });
    await lathe.call("prompts.create", { name: "after" });
    server.child.kill("SIGTERM");
    expect(await server.ended).toEqual([0, null]);
    expect(server.complaints()).toBe("");
  });
});

const limited = (program: string, folder: string): string[] => [
  "-c",
  'ulimit -n 64; exec "$0" "$@"',
  process.execPath,
  join(import.meta.dirname, program),
  folder,
];

async function serve(folder: string) {
  const child = spawn("sh", limited("serve.ts", folder), { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let complaints = "";
  child.stderr.on("data", (piece) => {
    complaints += piece;
  });
  const ended = once(child, "exit");
  const [url] = (await Promise.race([
    once(createInterface(child.stdout), "line"),
    ended.then(() => Promise.reject(new Error(complaints))),
  ])) as [string];
  return { child, url, ended, complaints: () => complaints };
}

/** Connections that say nothing; resolves when each was made or turned away. */
async function connectMany(url: string, count: number): Promise<Socket[]> {
  const port = Number(new URL(url).port);
  const sockets = Array.from({ length: count }, () => connect(port, "127.0.0.1"));
  await Promise.all(
    sockets.map((socket) => {
      socket.on("error", () => {});
      return new Promise<void>((resolve) => {
        socket.once("connect", () => resolve());
        socket.once("close", () => resolve());
      });
    }),
  );
  return sockets;
}
