// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { Backup, VerifyReport } from "#shared/model/workspace.ts";
import { startI18n } from "../../../i18n/i18n.ts";

const { host, script } = await vi.hoisted(async () => (await import("../scripted-host.ts")).scriptedHost());
vi.mock("../../../host/host.ts", () => ({ host, session: "test" }));
const { takeNote } = await import("../../../host/replace-workspace.ts");
const { backUpNow, cancelCheck, check, checkKey, loadBackups, restoreAndReload, useWorkspaceSettings } =
  await import("./workspace-settings-store.ts");

const made = (backupId: string): Backup => ({
  backupId,
  kind: "manual",
  createdAt: "2026-11-24T12:00:00.000Z",
  sizeBytes: 1,
  counts: { prompts: 1, versions: 2, runs: 3 },
});
const sound: VerifyReport = {
  ok: true,
  deep: true,
  checked: { contents: 1, versions: 1, drafts: 1, runs: 0, recordings: 0 },
  problems: [],
};

beforeEach(async () => {
  await startI18n("en");
  for (const name of Object.keys(script)) delete script[name as keyof typeof script];
  useWorkspaceSettings.setState(useWorkspaceSettings.getInitialState(), true);
  vi.stubGlobal("location", { reload: () => {} });
});

const checkOf = (key: Parameters<typeof checkKey>[0]) =>
  useWorkspaceSettings.getState().checks[checkKey(key)];

it("makes one backup, however often one asks while it is being made, and shows it in the list", async () => {
  script["workspace.backups"] = () => ({ folder: "/b", backups: [] });
  await loadBackups();
  const slow = Promise.withResolvers<Backup>();
  let asked = 0;
  script["workspace.back-up"] = () => {
    asked += 1;
    return slow.promise;
  };
  const first = backUpNow();
  await backUpNow();
  script["workspace.backups"] = () => ({ folder: "/b", backups: [made("one")] });
  slow.resolve(made("one"));
  await first;
  expect(asked).toBe(1);
  expect(useWorkspaceSettings.getState().backups.value?.backups).toHaveLength(1);
  expect(useWorkspaceSettings.getState().isBackingUp).toBe(false);
});

it("can be asked for a backup again after one failed", async () => {
  script["workspace.back-up"] = () => {
    throw new LatheError({ code: "store.disk-full", message: "Full.", retryable: true });
  };
  await backUpNow();
  expect(useWorkspaceSettings.getState().isBackingUp).toBe(false);
});

describe("a check", () => {
  it("looks at everything, not only at the file", async () => {
    let asked: unknown;
    script["workspace.verify"] = (input) => {
      asked = input;
      return sound;
    };
    await check("workspace");
    expect(asked).toEqual({ deep: true });
    expect(checkOf("workspace")).toEqual({ kind: "done", report: sound });
  });

  it("keeps what it found apart for each backup and for a file of the same name", async () => {
    script["workspace.check-backup"] = ({ source }) => ({ ...sound, ok: "backupId" in source });
    await check({ backupId: "a" });
    await check({ path: "a" });
    expect(checkOf({ backupId: "a" })).toMatchObject({ report: { ok: true } });
    expect(checkOf({ path: "a" })).toMatchObject({ report: { ok: false } });
  });

  it("is taken back by cancel, and claims nothing about the workspace", async () => {
    script["workspace.verify"] = (_input, signal) =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(cancelled())));
    const checking = check("workspace");
    expect(checkOf("workspace")).toEqual({ kind: "running" });
    cancelCheck("workspace");
    await checking;
    expect(checkOf("workspace")).toBeUndefined();
  });

  it("that could not be made is a failure of the check, not of what was checked", async () => {
    script["workspace.verify"] = () => {
      throw new LatheError({ code: "store.disk-error", message: "I/O.", retryable: true });
    };
    await check("workspace");
    expect(checkOf("workspace")).toMatchObject({ kind: "failed", error: { code: "store.disk-error" } });
  });
});

it("leaves the way back for the page that comes after a restore", async () => {
  const undo = { ...made("undo"), kind: "restore" as const };
  script["workspace.restore"] = () => ({ counts: { prompts: 1, versions: 2, runs: 3 }, undo, keptAs: null });
  await restoreAndReload({ backupId: "a" });
  expect(takeNote()).toMatchObject({ kind: "restored", undo: { backupId: "undo" } });
});
