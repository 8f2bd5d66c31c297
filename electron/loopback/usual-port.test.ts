import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startAtUsualPort } from "./usual-port.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lathe-port-"));
  mkdirSync(join(folder, "page", "assets"), { recursive: true });
  writeFileSync(join(folder, "page", "index.html"), "<!doctype html><title>Lathe</title>");
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = () =>
  startAtUsualPort(folder, {
    workbench: { open: () => (async function* () {})() },
    rendererFolder: join(folder, "page"),
    log: () => {},
  });

it("a workspace comes back under the address it had, so that the browser finds what it kept for it", async () => {
  const first = await start();
  await first.close();
  const second = await start();
  expect(second.origin).toBe(first.origin);
  expect(second.url).not.toBe(first.url);
  await second.close();
});

it("another program on that port is no reason not to start", async () => {
  const first = await start();
  await first.close();
  const other = createServer().listen(Number(new URL(first.origin).port), "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const second = await start();
  expect(second.origin).not.toBe(first.origin);
  await second.close();
  other.close();
});

it.each(["", "no port", "-1", "22", "99999", "4400\n; rm"])(
  "what is no port (%j) is not used",
  async (text) => {
    writeFileSync(join(folder, "web-port"), text);
    const started = await start();
    expect(Number(new URL(started.origin).port)).toBeGreaterThan(1023);
    await started.close();
  },
);
