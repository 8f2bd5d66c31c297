import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createClient } from "#shared/contract/client.ts";
import { LatheError } from "#shared/contract/errors.ts";
import { openLate } from "../../electron/desktop/late-workspace.ts";
import { closeBeforeQuit } from "../../electron/desktop/quit.ts";
import { chooseUserData } from "../../electron/desktop/user-data.ts";
import { createScriptedWorkbench } from "../contract/scripted-workbench.ts";
import { askListeners } from "./fake-contents.ts";

const log = () => {};

describe("a workspace that takes its time to open", () => {
  const workbench = createScriptedWorkbench();
  let closed: number;
  const opened = {
    ...workbench,
    async close() {
      closed += 1;
    },
  };
  beforeEach(() => {
    closed = 0;
  });

  test("holds calls up until it is open, and opens once for all of them", async () => {
    const opening = Promise.withResolvers<typeof opened>();
    const open = vi.fn(() => opening.promise);
    const late = openLate(open, { log, onOpen: () => {} });
    const lathe = createClient<AbortSignal>(late.open);
    const answers = Promise.all([lathe.call("settings.read", {}), lathe.call("prompts.list", {})]);
    opening.resolve(opened);
    expect(await answers).toMatchObject([{ theme: "system" }, { prompts: [] }]);
    expect(open.mock.calls).toHaveLength(1);
    await late.close();
    expect(closed).toBe(1);
  });

  test("and fails says why, and the next try of the page is one of its own", async () => {
    const faults: Error[] = [
      new LatheError({ code: "store.unreadable", message: "The disk is not there." }),
      new TypeError("secret internals at /home/ada"),
    ];
    const late = openLate(
      async () => {
        const fault = faults.shift();
        if (fault !== undefined) throw fault;
        return opened;
      },
      { log, onOpen: () => {} },
    );
    const lathe = createClient<AbortSignal>(late.open);
    await expect(lathe.call("settings.read", {})).rejects.toMatchObject({ code: "store.unreadable" });
    const second = await lathe.call("settings.read", {}).catch((error: unknown) => error);
    expect(second).toMatchObject({ code: "host.internal" });
    expect(String(second)).not.toContain("ada");
    expect(await lathe.call("settings.read", {})).toMatchObject({ theme: "system" });
  });

  test("and is left meanwhile is closed as soon as it is open", async () => {
    const opening = Promise.withResolvers<typeof opened>();
    let isFollowed = false;
    const late = openLate(() => opening.promise, {
      log,
      onOpen: () => {
        isFollowed = true;
      },
    });
    const closing = late.close();
    opening.resolve(opened);
    await closing;
    expect({ closed, isFollowed }).toEqual({ closed: 1, isFollowed: false });
  });
});

describe("a quit", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function quitting(close: () => Promise<void>) {
    const exits: number[] = [];
    const app = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) });
    closeBeforeQuit(app as never, log, close);
    return { exits, isHeld: () => askListeners(app, "will-quit") };
  }

  test("is held for as long as storing takes, and not for ever", async () => {
    const { exits, isHeld } = quitting(() => new Promise(() => {}));
    expect(isHeld()).toBe(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(exits).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(exits).toEqual([1]);
  });

  test("that fails ends all the same, and says so by its exit code", async () => {
    const { exits, isHeld } = quitting(() => Promise.reject(new Error("EIO")));
    expect(isHeld()).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(exits).toEqual([1]);
  });
});

describe("Chromium's own files", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "lathe-data-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const fallback = () => join(root, "app-data");

  test("are with the workspace, for its owner only, so that they move with it", () => {
    const chosen = chooseUserData(join(root, "提示词"), fallback());
    expect(chosen).toBe(join(root, "提示词", "desktop"));
    if (process.platform !== "win32") expect(statSync(chosen).mode & 0o777).toBe(0o700);
  });

  test("of a workspace that cannot be written are elsewhere, at every start in the same place", () => {
    // A file where the folder should be: nothing can be made in it, not even by root.
    const blocked = join(root, "blocked");
    writeFileSync(blocked, "");
    const chosen = chooseUserData(blocked, fallback());
    expect(chosen.startsWith(fallback())).toBe(true);
    expect(statSync(chosen).isDirectory()).toBe(true);
    expect(chooseUserData(blocked, fallback())).toBe(chosen);
    writeFileSync(join(root, "other"), "");
    expect(chooseUserData(join(root, "other"), fallback())).not.toBe(chosen);
  });
});
