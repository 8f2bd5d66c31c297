// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";

const { host, script } = await vi.hoisted(async () =>
  (await import("../features/settings/scripted-host.ts")).scriptedHost(),
);
vi.mock("./host.ts", () => ({ host, session: "test" }));

const restored = { counts: { prompts: 1, versions: 2, runs: 3 }, undo: null, keptAs: null };
const gone = () =>
  new LatheError({ code: "host.disconnected", message: "The connection ended.", retryable: true });

/** A page of its own each time: what it knows of a replacement lives as long as the page. */
async function openPage() {
  vi.resetModules();
  const seen: string[] = [];
  vi.stubGlobal("location", { reload: () => seen.push("reload") });
  const page = await import("./replace-workspace.ts");
  page.keepDuringReplacement({
    hold: async () => void seen.push("hold"),
    holdNow: () => seen.push("hold now"),
    release: () => seen.push("release"),
  });
  return { ...page, seen };
}

beforeEach(() => {
  for (const name of Object.keys(script)) delete script[name as keyof typeof script];
});

it("holds what is typed before the workspace is replaced, not after", async () => {
  const page = await openPage();
  script["workspace.restore"] = () => {
    page.seen.push("restore");
    return restored;
  };
  await page.restoreBackup({ backupId: "a" });
  expect(page.seen).toEqual(["hold", "restore"]);
});

it("a restore that another page made loads this one anew, and nothing of it is saved before", async () => {
  const page = await openPage();
  page.meetReplacement();
  expect(new Set(page.seen)).toEqual(new Set(["hold now", "reload"]));
  expect(page.seen.at(-1)).toBe("reload");
});

it("the event of the page's own restore does not take its notice away, whichever comes first", async () => {
  const page = await openPage();
  const answer = Promise.withResolvers<typeof restored>();
  script["workspace.restore"] = () => answer.promise;
  const restoring = page.restoreBackup({ backupId: "a" });
  page.meetReplacement();
  answer.resolve(restored);
  await restoring;
  page.meetReplacement();
  expect(page.seen).not.toContain("reload");
});

it("a restore that was refused lets the saving go on", async () => {
  const page = await openPage();
  script["workspace.restore"] = () => {
    throw new LatheError({ code: "store.backup-damaged", message: "Damaged." });
  };
  await expect(page.restoreBackup({ backupId: "a" })).rejects.toMatchObject({ code: "store.backup-damaged" });
  expect(page.seen).toEqual(["hold", "release"]);
});

it("a restore whose answer was lost, but whose event came, is not written over", async () => {
  const page = await openPage();
  script["workspace.restore"] = () => {
    page.meetReplacement();
    throw gone();
  };
  await expect(page.restoreBackup({ backupId: "a" })).rejects.toMatchObject({ code: "host.disconnected" });
  expect(page.seen).not.toContain("release");
  expect(page.seen.at(-1)).toBe("reload");
});

it("leaves its note once, and outlives a storage that holds something else", async () => {
  const page = await openPage();
  page.leaveNote({ kind: "restored", ...restored });
  expect(page.takeNote()).toEqual({ kind: "restored", ...restored });
  expect(page.takeNote()).toBeNull();
  sessionStorage.setItem("lathe.replaced", "{");
  expect(page.takeNote()).toBeNull();
});
