import { beforeEach, expect, it, vi } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import type { Input } from "#shared/contract/operations.ts";
import { emptyContent, type PromptContent } from "#shared/model/content.ts";
import { promptId as promptIds } from "#shared/model/ids.ts";
import { promptSpec, type StoredSpec } from "#shared/model/spec.ts";
import { hostThat, settle } from "../../../host/host-scenes.ts";
import { createOpenSpec } from "./open-spec.ts";

const promptId = promptIds.parse("prm_spec");
const generated: PromptContent = { ...emptyContent(), messages: [{ role: "human", template: "made" }] };

function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

/** A store with one spec, that can be told to fail once. */
function scene(first: Partial<StoredSpec> = {}) {
  let stored: StoredSpec = { promptId, revision: 0, spec: null, generated: null, savedAt: null, ...first };
  const faults: ("lost-answer" | "busy")[] = [];
  const draft = { isStored: true };
  const save = (input: Input<"design.save-spec">): StoredSpec => {
    const fault = faults.shift();
    if (fault === "busy") throw new LatheError({ code: "store.busy", message: "busy", retryable: true });
    if (input.baseRevision !== stored.revision) {
      throw new LatheError({ code: "design.spec-conflict", message: "conflict" });
    }
    stored = {
      promptId,
      revision: stored.revision + 1,
      spec: promptSpec.parse(input.spec),
      generated: input.generated === undefined ? stored.generated : (input.generated as PromptContent),
      savedAt: "2026-11-30T09:00:00.000Z",
    };
    if (fault === "lost-answer")
      throw new LatheError({ code: "host.lost", message: "lost", retryable: true });
    return stored;
  };
  const slow = { ms: 0 };
  const host = hostThat({
    "design.read-spec": () => stored,
    "design.save-spec": async (input) => {
      if (slow.ms > 0) await new Promise((resolve) => setTimeout(resolve, slow.ms));
      return save(input);
    },
  });
  const browser = storage();
  const open = () =>
    createOpenSpec(promptId, {
      client: host.client,
      storage: browser,
      flushDraft: async () => draft.isStored,
      writtenIn: () => "en",
    });
  return {
    ...host,
    open,
    browser,
    faults,
    slow,
    draft,
    stored: () => stored,
    elsewhere(task: string) {
      stored = { ...stored, revision: stored.revision + 1, spec: promptSpec.parse({ task }) };
    },
  };
}
type Scene = ReturnType<typeof scene>;

async function opened(told: Scene) {
  const spec = told.open();
  await spec.open();
  return spec;
}
const typing = (task: string) => (now: ReturnType<typeof promptSpec.parse>) => ({ ...now, task });
async function later(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

it("saves once for several keys, and also while somebody types on and on", async () => {
  const told = scene();
  const spec = await opened(told);
  for (let key = 1; key <= 8; key += 1) {
    spec.edit(typing("Answer".slice(0, key)));
    await later(100);
  }
  expect(told.inputsOf("design.save-spec").length).toBeGreaterThan(0);
  expect(told.inputsOf("design.save-spec").length).toBeLessThan(4);
  await later(1_000);
  expect(told.stored().spec?.task).toBe("Answer");
  expect(spec.now()?.save.kind).toBe("saved");
});

it("takes its own save, whose answer was lost, for no other window's", async () => {
  const told = scene();
  const spec = await opened(told);
  told.faults.push("lost-answer");
  spec.edit(typing("Answer"));
  await later(5_000);
  expect(spec.now()?.theirs).toBeNull();
  expect(spec.now()?.save.kind).toBe("saved");
  expect(told.stored().revision).toBe(1);
});

it("saves what was typed while a slow save was on its way", async () => {
  const told = scene();
  const spec = await opened(told);
  told.slow.ms = 2_000;
  spec.edit(typing("Ans"));
  await later(600);
  spec.edit(typing("Answer"));
  await later(9_000);
  expect(told.stored().spec?.task).toBe("Answer");
  expect(spec.now()?.save.kind).toBe("saved");
});

it("tries again by itself while the store is busy", async () => {
  const told = scene();
  const spec = await opened(told);
  told.faults.push("busy", "busy");
  spec.edit(typing("Answer"));
  await later(600);
  expect(spec.now()?.save).toMatchObject({ kind: "failed", retrying: true });
  await later(5_000);
  expect(told.stored().spec?.task).toBe("Answer");
});

it("keeps both specs when another window saved meanwhile, until somebody chooses", async () => {
  const told = scene();
  const spec = await opened(told);
  told.elsewhere("theirs");
  spec.edit(typing("mine"));
  await later(1_000);
  expect(spec.now()?.spec.task).toBe("mine");
  expect(spec.now()?.theirs?.spec?.task).toBe("theirs");
  spec.edit(typing("mine, and more"));
  await later(5_000);
  expect(told.stored().spec?.task).toBe("theirs");
  await spec.resolve("mine");
  await later(1_000);
  expect(told.stored()).toMatchObject({ revision: 2, spec: { task: "mine, and more" } });
});

it("shows theirs when they are chosen, and saves nothing over them", async () => {
  const told = scene();
  const spec = await opened(told);
  told.elsewhere("theirs");
  spec.edit(typing("mine"));
  await later(1_000);
  await spec.resolve("theirs");
  await later(5_000);
  expect(spec.now()?.spec.task).toBe("theirs");
  expect(told.stored().revision).toBe(1);
  expect(told.browser.kept.size).toBe(0);
});

it("finds words again that were typed in the moment before the page was gone", async () => {
  const told = scene();
  const spec = await opened(told);
  spec.edit(typing("Answer"));
  spec.holdNow();
  const again = await opened(told);
  expect(again.now()?.spec.task).toBe("Answer");
  await later(1_000);
  expect(told.stored().spec?.task).toBe("Answer");
  expect(told.browser.kept.size).toBe(0);
});

it("asks, instead of overwriting, when what was kept goes on from a spec that is no longer the newest", async () => {
  const told = scene();
  const spec = await opened(told);
  spec.edit(typing("kept"));
  spec.holdNow();
  told.elsewhere("theirs");
  const again = await opened(told);
  await later(5_000);
  expect(again.now()?.theirs?.spec?.task).toBe("theirs");
  expect(again.now()?.spec.task).toBe("kept");
  expect(told.stored().spec?.task).toBe("theirs");
});

it("stores what the spec gave only after the text that it became, so that a crash makes no hand-written text of it", async () => {
  const told = scene();
  told.draft.isStored = false;
  const spec = await opened(told);
  spec.edit(typing("Answer"));
  spec.takeOver(generated);
  await later(2_000);
  expect(told.stored()).toMatchObject({ spec: { task: "Answer" }, generated: null });
  told.draft.isStored = true;
  await later(15_000);
  expect(told.stored().generated).toEqual(generated);
  expect(spec.isUnsaved()).toBe(false);
});

it("follows another window while nothing is typed here, and never drops what is", async () => {
  const told = scene({ revision: 1, spec: promptSpec.parse({ task: "first" }) });
  const spec = await opened(told);
  told.elsewhere("second");
  await spec.refresh();
  expect(spec.now()?.spec.task).toBe("second");
  spec.edit(typing("mine"));
  told.elsewhere("third");
  await spec.refresh();
  expect(spec.now()?.spec.task).toBe("mine");
});

it("saves a row whose name is not typed yet, and leaves it as it is on the screen", async () => {
  const told = scene();
  const spec = await opened(told);
  spec.edit((now) => ({
    ...now,
    constraints: [{ kind: "other", name: "", text: "grade 8" }],
    output: { ...now.output, fields: [{ name: " ", type: "text", description: "", required: true }] },
  }));
  await later(1_000);
  expect(told.stored().spec?.constraints[0]).toMatchObject({ name: "Note", text: "grade 8" });
  expect(spec.now()?.spec.constraints[0]).toMatchObject({ name: "" });
  expect(spec.now()?.save.kind).toBe("saved");
});
