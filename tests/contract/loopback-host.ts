import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "#shared/contract/wire.ts";
import { type Loopback, startLoopback } from "../../electron/loopback/server.ts";
import { httpTransport } from "../../renderer/host/http-transport.ts";
import type { HostUnderTest, TestPage } from "./host-under-test.ts";
import { createScriptedWorkbench, type ScriptedWorkbench } from "./scripted-workbench.ts";

export interface LoopbackHost extends HostUnderTest {
  loopback: Loopback;
  /** The `cookie` header of a browser that is signed in. */
  cookie: string;
}

/** A small page with one hashed asset, a source map and a secret file beside its folder. */
export function writePage(): { folder: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), "lathe-page-"));
  const folder = join(root, "renderer");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(root, "secret.txt"), "outside the page");
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Lathe</title>");
  writeFileSync(join(folder, "assets", "index-abc123.js"), "export {};");
  writeFileSync(join(folder, "assets", "index-abc123.js.map"), "{}");
  return { folder, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Opens a start address as a browser does and answers its cookie. */
export async function signIn(url: string): Promise<string> {
  const response = await fetch(url, { redirect: "manual" });
  await response.body?.cancel();
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

/** The real server and transport over real HTTP. */
export async function openLoopbackHost(): Promise<LoopbackHost> {
  const workbench: ScriptedWorkbench = createScriptedWorkbench();
  const page = writePage();
  const loopback = await startLoopback({ workbench, rendererFolder: page.folder, log: () => {} });
  const cookie = await signIn(loopback.url);
  const headers = { cookie, origin: loopback.origin, "sec-fetch-site": "same-origin" };

  const openPage = (): TestPage => {
    const alive = new AbortController();
    const fetchAsPage: typeof fetch = (input, init = {}) =>
      fetch(input, {
        ...init,
        headers: { ...headers, ...(init.headers as Record<string, string>) },
        signal: init.signal ? AbortSignal.any([alive.signal, init.signal]) : alive.signal,
      });
    return {
      transport: httpTransport({ base: loopback.origin, fetch: fetchAsPage }),
      reload() {
        alive.abort();
        return openPage();
      },
      async sendRaw({ operation, input }) {
        const response = await fetchAsPage(`${loopback.origin}/api/${operation}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(input),
        });
        return JSON.parse((await response.text()).trimEnd().split("\n").at(-1) ?? "") as Frame;
      },
    };
  };

  return {
    workbench,
    loopback,
    cookie,
    openPage,
    async sendAsStranger({ operation, input }) {
      const strangers = [
        { origin: loopback.origin },
        { origin: loopback.origin, cookie: `${cookie.split("=")[0]}=${"A".repeat(43)}` },
        { ...headers, origin: "https://evil.example" },
        { ...headers, "sec-fetch-site": "cross-site" },
      ];
      for (const stranger of strangers) {
        const response = await fetch(`${loopback.origin}/api/${operation}`, {
          method: "POST",
          headers: { ...stranger, "content-type": "application/json" } as Record<string, string>,
          body: JSON.stringify(input),
        });
        await response.text();
        if (response.ok) throw new Error("a stranger was let in");
      }
    },
    async close() {
      await loopback.close();
      page.remove();
    },
  };
}
