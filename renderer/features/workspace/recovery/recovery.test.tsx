import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { SalvageReport } from "#shared/model/workspace.ts";
import { speak, startI18n } from "../../../i18n/i18n.ts";
import { renderInPage } from "../../../ui/render-in-page.tsx";

const { host, script } = await vi.hoisted(async () =>
  (await import("../../settings/scripted-host.ts")).scriptedHost(),
);
vi.mock("../../../host/host.ts", () => ({ host, session: "test" }));
const { showWorkspace } = await import("../../../host/workspace-store.ts");
const { RecoveryScreen } = await import("./RecoveryScreen.tsx");
const { useRecovery } = await import("./recovery-store.ts");
type Recovery = import("./recovery-store.ts").Recovery;

const backup = (day: number, sound: boolean): Recovery["backups"][number] => ({
  backupId: `00000${day}-daily.db`,
  kind: "daily",
  createdAt: `2026-11-0${day}T12:00:00.000Z`,
  sizeBytes: 300_000,
  counts: sound ? { prompts: day, versions: 20, runs: 5 } : null,
  sound,
});
const fault = (reason: string) => ({ code: `store.${reason}`, message: `It is ${reason}.`, retryable: true });
const found = (reason: string, backups: Recovery["backups"] = []): Recovery => ({
  fault: fault(reason),
  file: "/home/ana/lathe/workspace.db",
  sizeBytes: 311_296,
  backups,
});
const done = { counts: { prompts: 2, versions: 20, runs: 5 }, undo: null, keptAs: "/home/ana/lathe/damaged" };

beforeEach(async () => {
  await startI18n("en");
  for (const name of Object.keys(script)) delete script[name as keyof typeof script];
  useRecovery.setState(useRecovery.getInitialState(), true);
  vi.stubGlobal("location", { reload: () => reloads.push("reload") });
  reloads = [];
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
let reloads: string[] = [];

async function openScreen(recovery: Recovery) {
  showWorkspace({ access: "closed", fault: recovery.fault, checked: null });
  script["workspace.recovery"] = () => recovery;
  await act(async () => {
    renderInPage(<RecoveryScreen mark={null} onOtherLanguage={() => speak("zh")} />);
  });
}
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>("button", { name });
const press = (name: string | RegExp) => act(async () => void fireEvent.click(button(name)));
/** What stands in the one choice that is proposed. */
const proposed = () => {
  const first = document.querySelectorAll<HTMLElement>("article[data-first]");
  expect(first).toHaveLength(1);
  return within(first[0] as HTMLElement);
};

describe("a damaged workspace", () => {
  it("R-14 proposes the newest backup that is sound, not the newest file, and never to begin with nothing", async () => {
    await openScreen(found("damaged", [backup(3, false), backup(2, true), backup(1, true)]));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Your workspace file is damaged");
    expect(proposed().getByText("2 prompts, 20 versions, 5 runs", { exact: false })).toBeDefined();
    expect(screen.getByText(/left exactly as it is/)).toBeDefined();
    expect(screen.queryByText(/empty workspace|start (over|fresh|new)/i)).toBeNull();
    expect(button(/Restore the backup of Nov 3/).disabled).toBe(true);
    expect(button(/Restore the backup of Nov 1/).disabled).toBe(false);
  });

  it("restores once, however often one presses, and then says what is there and where the old file is", async () => {
    await openScreen(found("damaged", [backup(2, true)]));
    const answer = Promise.withResolvers<typeof done>();
    let asked = 0;
    script["workspace.restore"] = () => {
      asked += 1;
      return answer.promise;
    };
    await press("Restore this backup");
    await press(/Restore this backup/);
    expect(button("Read what can be read").disabled).toBe(true);
    await act(async () => answer.resolve(done));
    expect(asked).toBe(1);
    expect(screen.getByText(/2 prompts, 20 versions, 5 runs/)).toBeDefined();
    expect(screen.getByText("/home/ana/lathe/damaged")).toBeDefined();
    expect(document.activeElement?.tagName).toBe("H1");
    expect(reloads).toEqual([]);
    await press("Open the workbench");
    expect(reloads).toEqual(["reload"]);
  });

  it("proposes the next backup when the restore finds that the first one is damaged within", async () => {
    await openScreen(found("damaged", [backup(3, true), backup(2, true)]));
    script["workspace.restore"] = () => {
      throw new LatheError({ code: "store.backup-damaged", message: "It is damaged in 4 places." });
    };
    await press("Restore this backup");
    expect(screen.getByRole("alert").textContent).toContain("Nothing has changed");
    expect(screen.getByRole("alert").textContent).toContain("damaged in 4 places");
    expect(proposed().getByText("2 prompts, 20 versions, 5 runs", { exact: false })).toBeDefined();
  });

  it("R-15 counts a prompt whose name is lost and whose texts are kept as one that could be read", async () => {
    await openScreen(found("damaged", [backup(2, true)]));
    script["workspace.salvage"] = (): SalvageReport => ({
      readable: true,
      tables: [{ name: "prompts", kept: 1, lost: 3 }],
      prompts: ["Greeting", "Recovered A", "Recovered B"].map((name) => ({
        name,
        versionsKept: 1,
        versionsLost: 0,
        draft: "kept",
      })),
      notes: [],
    });
    await press("Read what can be read");
    const rows = screen.getAllByRole("row").map((row) => row.textContent);
    expect(rows).toContain("Prompts3 2 without their names 1 lost2");
  });

  it("R-15 shows what could be read beside the backup, with what is lost, before anything is put in place", async () => {
    await openScreen(found("damaged", [backup(2, true)]));
    const report: SalvageReport = {
      readable: true,
      tables: [
        { name: "prompts", kept: 11, lost: 0 },
        { name: "versions", kept: 40, lost: 2 },
        { name: "runs", kept: 7, lost: null },
      ],
      prompts: [
        { name: "Greeting", versionsKept: 3, versionsLost: 1, draft: "from-journal" },
        { name: "Greeting", versionsKept: 1, versionsLost: null, draft: "lost" },
      ],
      notes: ["3 pages were unreadable."],
    };
    script["workspace.salvage"] = () => report;
    await press("Read what can be read");
    const rows = screen.getAllByRole("row").map((row) => row.textContent);
    expect(rows).toContain("Prompts112");
    expect(rows).toContain("Versions40 2 lost20");
    expect(rows).toContain("Runs7 loss unknown5");
    expect(rows).toContain("Greeting3 kept 1 lostfrom the journal");
    expect(rows).toContain("Greeting1 kept loss unknownlost");
    expect(screen.getByText("3 pages were unreadable.")).toBeDefined();
    await press("Back to the choices");
    expect(button("Restore this backup")).toBeDefined();
    await press("Read what can be read");
    script["workspace.keep-salvaged"] = () => done;
    await press("Use what was read");
    expect(screen.getByText(/What could be read is in place/)).toBeDefined();
  });

  it("offers nothing to use when nothing could be read", async () => {
    await openScreen(found("damaged"));
    script["workspace.salvage"] = () => ({ readable: false, tables: [], prompts: [], notes: [] });
    expect(proposed().getByRole("button", { name: "Read what can be read" })).toBeDefined();
    await press("Read what can be read");
    expect(screen.queryByRole("button", { name: "Use what was read" })).toBeNull();
    await press("Back to the choices");
    expect(screen.getByText("There is no backup of this workspace in its folder.")).toBeDefined();
  });

  it("gives up the reading when it is cancelled, without a complaint", async () => {
    await openScreen(found("damaged", [backup(2, true)]));
    script["workspace.salvage"] = (_input, signal) =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(cancelled())));
    await press("Read what can be read");
    expect(button("Restore this backup").disabled).toBe(true);
    await press("Cancel");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(button("Restore this backup").disabled).toBe(false);
  });

  it("R-16 does not say that a file which is gone was left as it is", async () => {
    await openScreen({ ...found("lost", [backup(2, true)]), sizeBytes: null });
    expect(screen.getByText("no such file")).toBeDefined();
    expect(screen.getByText(/Nothing was put in its place/)).toBeDefined();
    expect(proposed().getByRole("button", { name: "Restore this backup" })).toBeDefined();
  });
});

describe("a workspace that is only out of reach", () => {
  it.each(["busy", "disk-full", "newer-file", "old-sqlite"])(
    "%s: trying again is proposed, and no older copy in place of the whole file",
    async (reason) => {
      await openScreen(found(reason, [backup(2, true)]));
      expect(proposed().getByRole("button", { name: "Try again" })).toBeDefined();
      expect(screen.queryByRole("button", { name: /Restore/ })).toBeNull();
    },
  );

  it("opens the page anew once the file opens, and says when it still does not", async () => {
    await openScreen(found("busy"));
    script["workspace.reopen"] = () => ({ access: "closed", fault: fault("busy"), checked: null });
    await press("Try again");
    expect(screen.getByText(/It is still so/)).toBeDefined();
    expect(reloads).toEqual([]);
    script["workspace.reopen"] = () => ({ access: "full", fault: null, checked: null });
    await press("Try again");
    expect(reloads).toEqual(["reload"]);
  });

  it("a fault nobody foresaw is shown in its own words, with every way out", async () => {
    await openScreen(found("from-the-future", [backup(2, true)]));
    expect(screen.getByText(/It is from-the-future\./)).toBeDefined();
    expect(proposed().getByRole("button", { name: "Try again" })).toBeDefined();
    expect(button(/Restore the backup of/).disabled).toBe(false);
  });
});

it("says why the backups could not be looked through, and looks again when asked", async () => {
  await openScreen(found("damaged"));
  cleanup();
  useRecovery.setState(useRecovery.getInitialState(), true);
  let isGone = true;
  script["workspace.recovery"] = () => {
    if (isGone) throw new LatheError({ code: "host.disconnected", message: "Gone.", retryable: true });
    return found("damaged", [backup(2, true)]);
  };
  await act(async () => {
    renderInPage(<RecoveryScreen mark={null} onOtherLanguage={() => {}} />);
  });
  const failure = screen.getByRole("alert");
  expect(failure.textContent).toContain("The backups could not be looked through");
  isGone = false;
  await act(async () => void fireEvent.click(within(failure).getByRole("button")));
  expect(button("Restore this backup")).toBeDefined();
});

it("speaks the other language at a press, since no setting can be reached", async () => {
  await openScreen(found("damaged", [backup(2, true)]));
  await press("中文");
  // Its words are fetched at that moment.
  const title = { level: 1, name: "工作区文件已损坏" };
  expect(await screen.findByRole("heading", title, { timeout: 20_000 })).toBeDefined();
  expect(button("恢复此备份")).toBeDefined();
});
