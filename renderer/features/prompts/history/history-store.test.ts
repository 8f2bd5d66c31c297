import { describe, expect, it, vi } from "vitest";
import { createWorkspaceOf, somePrompt } from "./history-scenes.ts";
import { createHistory } from "./history-store.ts";
import { createJournal } from "./journal-store.ts";

function sidesOf(history: ReturnType<typeof createHistory>): string {
  const { comparison } = history.useHistory.getState();
  if (comparison.kind !== "ready") return comparison.kind;
  const { before, after, diff } = comparison.value;
  const name = (side: typeof before) => (side === null ? "nothing" : (side.version ?? "draft"));
  return `${name(before)} → ${name(after)}${diff.identical ? " same" : ""}`;
}

const open = async (workspace: ReturnType<typeof createWorkspaceOf>) => {
  const history = createHistory(somePrompt, workspace.page);
  await history.open();
  await vi.waitFor(() => expect(sidesOf(history)).not.toBe("loading"));
  return history;
};
const shows = (history: ReturnType<typeof createHistory>, sides: string) =>
  vi.waitFor(() => expect(sidesOf(history)).toBe(sides));

describe("what the history shows when it opens", () => {
  it("begins with what the latest version changed", async () => {
    await shows(await open(createWorkspaceOf(3)), "1.0.1 → 1.0.2");
  });

  it("begins with the draft when it has changes that no version holds", async () => {
    const workspace = createWorkspaceOf(2);
    workspace.type("unsaved");
    await shows(await open(workspace), "1.0.1 → draft");
  });

  it("compares the first version with nothing, so that all of it is new", async () => {
    const history = await open(createWorkspaceOf(1));
    expect(sidesOf(history)).toBe("nothing → 1.0.0");
  });

  it("says what failed, and a second try shows the versions", async () => {
    const workspace = createWorkspaceOf(2);
    workspace.fail("prompts.versions");
    const history = createHistory(somePrompt, workspace.page);
    await history.open();
    expect(history.useHistory.getState().opening.kind).toBe("failed");
    workspace.fail(null);
    await history.open();
    await shows(history, "1.0.0 → 1.0.1");
  });

  it("opens although the last words typed could not be stored", async () => {
    const workspace = createWorkspaceOf(2);
    const history = createHistory(somePrompt, { ...workspace.page, flush: async () => false });
    await history.open();
    expect(history.useHistory.getState().opening.kind).toBe("ready");
  });
});

describe("choosing what to compare", () => {
  it("finds the predecessor of the oldest version read, although it is on the next page", async () => {
    const workspace = createWorkspaceOf(101);
    const history = await open(workspace);
    const oldest = history.useHistory.getState().versions.items.at(-1);
    expect(oldest?.version).toBe("1.0.1");
    if (oldest !== undefined) history.select(oldest.versionId);
    await shows(history, "1.0.0 → 1.0.1");
  });

  it("keeps the other side when one is chosen, and can swap them", async () => {
    const workspace = createWorkspaceOf(4);
    const history = await open(workspace);
    const [first, second] = workspace.versions;
    if (first === undefined || second === undefined) throw new Error("no versions");
    history.choose("before", first.versionId);
    await shows(history, "1.0.0 → 1.0.3");
    history.choose("after", second.versionId);
    await shows(history, "1.0.0 → 1.0.1");
    history.swap();
    await shows(history, "1.0.1 → 1.0.0");
  });

  it("shows the version clicked last, however late the answer for an earlier click comes", async () => {
    const workspace = createWorkspaceOf(4);
    const late = Promise.withResolvers<void>();
    const slow = workspace.versions[1]?.versionId;
    const client: typeof workspace.client = {
      call: async (operation, input) => {
        if (operation === "prompts.version" && "versionId" in input && input.versionId === slow) {
          await late.promise;
        }
        return workspace.client.call(operation, input);
      },
    };
    const history = createHistory(somePrompt, { ...workspace.page, client });
    await history.open();
    if (slow !== undefined) history.select(slow);
    history.select(workspace.versions[3]?.versionId ?? "draft");
    await shows(history, "1.0.2 → 1.0.3");
    late.resolve();
    await late.promise;
    await Promise.resolve();
    expect(sidesOf(history)).toBe("1.0.2 → 1.0.3");
  });

  it("reads a version once, and again after a failure", async () => {
    const workspace = createWorkspaceOf(2);
    workspace.fail("prompts.version");
    const history = await open(workspace);
    expect(sidesOf(history)).toBe("failed");
    workspace.fail(null);
    await history.compare();
    expect(sidesOf(history)).toBe("1.0.0 → 1.0.1");
    const before = workspace.calls.length;
    history.swap();
    await shows(history, "1.0.1 → 1.0.0");
    expect(workspace.calls.length).toBe(before);
  });
});

describe("ten thousand versions", () => {
  it("are read page by page, each once, to the first", async () => {
    const workspace = createWorkspaceOf(1_050);
    const history = await open(workspace);
    while (history.useHistory.getState().versions.next !== null) await history.readOlder();
    const { items } = history.useHistory.getState().versions;
    expect(items.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 1_050 }, (_, index) => 1_050 - index),
    );
  });

  it("keep the older pages that were read when a new version comes", async () => {
    const workspace = createWorkspaceOf(700);
    const history = await open(workspace);
    await history.readOlder();
    const { versionId } = workspace.addVersion("new");
    history.meet({ type: "version.saved", promptId: somePrompt, versionId });
    await vi.waitFor(() => expect(history.useHistory.getState().versions.items).toHaveLength(601));
    const { items, next } = history.useHistory.getState().versions;
    expect(items[0]?.versionId).toBe(versionId);
    expect(items.at(-1)?.sequence).toBe(next);
  });

  it("start over when so many are new that a gap would lie between", async () => {
    const workspace = createWorkspaceOf(150);
    const history = await open(workspace);
    for (let count = 0; count < 120; count += 1) workspace.addVersion(`more ${count}`);
    history.meet({ type: "workspace.changed" });
    await vi.waitFor(() => expect(history.useHistory.getState().total).toBe(270));
    const { items } = history.useHistory.getState().versions;
    expect(items.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 100 }, (_, index) => 270 - index),
    );
  });
});

describe("what happens meanwhile", () => {
  it("goes on to the version when the draft that is shown was saved as one", async () => {
    const workspace = createWorkspaceOf(1);
    workspace.type("next");
    const history = await open(workspace);
    await shows(history, "1.0.0 → draft");
    const { versionId } = workspace.addVersion("next");
    history.meet({ type: "version.saved", promptId: somePrompt, versionId });
    await shows(history, "1.0.0 → 1.0.1");
  });

  it("shows the draft as it is typed elsewhere, and leaves a comparison of versions alone", async () => {
    const workspace = createWorkspaceOf(2);
    const history = await open(workspace);
    workspace.type("typed");
    history.meet({ type: "draft.saved", promptId: somePrompt, revision: 9, session: "there" });
    await vi.waitFor(() => expect(history.useHistory.getState().draft?.contentHash).toBe("typed"));
    expect(sidesOf(history)).toBe("1.0.0 → 1.0.1");
    history.select("draft");
    await shows(history, "1.0.1 → draft");
  });
});

describe("going back", () => {
  it("makes a new version with a message in the page's language and shows it", async () => {
    const workspace = createWorkspaceOf(3);
    const history = await open(workspace);
    const first = workspace.versions[0]?.versionId;
    if (first === undefined) throw new Error("no version");
    await history.goBackTo(first, "回退到 1.0.0");
    await shows(history, "1.0.2 → 1.0.3");
    expect(workspace.versions.at(-1)?.message).toBe("回退到 1.0.0");
    expect(workspace.draftText()).toBe("text 1");
    expect(history.useHistory.getState().versions.items[0]?.revertOf).toBe("1.0.0");
  });

  it("does nothing while the last words typed are not stored, so that they stay in the journal", async () => {
    const workspace = createWorkspaceOf(2);
    const history = createHistory(somePrompt, { ...workspace.page, flush: async () => false });
    await history.open();
    const first = workspace.versions[0]?.versionId;
    if (first === undefined) throw new Error("no version");
    await expect(history.goBackTo(first)).rejects.toThrow();
    expect(workspace.versions).toHaveLength(2);
  });
});

describe("the journal of the draft", () => {
  it("offers the state before the draft of now, and makes it the draft again", async () => {
    const workspace = createWorkspaceOf(1);
    workspace.type("long and good");
    workspace.type("");
    const journal = createJournal(somePrompt, workspace.page);
    await journal.open();
    await vi.waitFor(() => expect(journal.useJournal.getState().preview.kind).toBe("ready"));
    const { preview } = journal.useJournal.getState();
    if (preview.kind !== "ready") throw new Error("no preview");
    expect(preview.value.entry.contentHash).toBe("long and good");
    await journal.restore(preview.value.content);
    expect(workspace.draftText()).toBe("long and good");
    expect(journal.useJournal.getState().entries.items.map(({ contentHash }) => contentHash)).toEqual([
      "long and good",
      "",
      "long and good",
      "text 1",
    ]);
  });
});
