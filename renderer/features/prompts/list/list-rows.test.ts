// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import type { PromptId } from "#shared/model/ids.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { listRows, stepRow } from "./list-rows.ts";
import { filtered, type Section } from "./list-store.ts";

const prompt = (name: string, folder = ""): PromptSummary => ({
  promptId: `prm_${name}` as PromptId,
  name,
  description: "",
  folder,
  tags: [],
  stage: "design",
  latestVersion: null,
  versionCount: 0,
  draftChanged: true,
  createdAt: "2026-11-24T12:00:00Z",
  updatedAt: "2026-11-24T12:00:00Z",
});

const section = (prompts: PromptSummary[], part: Partial<Section> = {}): Section => ({
  prompts,
  next: null,
  total: prompts.length,
  isReading: false,
  failure: null,
  ...part,
});

const shown = {
  search: "",
  tag: null,
  facets: { folders: [{ name: "Mail", count: 2 }], tags: [] },
  sections: { "": section([prompt("loose")]), Mail: section([prompt("a", "Mail"), prompt("b", "Mail")]) },
  folded: {},
};

const keys = (rows: { key: string }[]) => rows.map((row) => row.key);

describe("the lines of the list", () => {
  it("begin with the folders; prompts without one come last", () => {
    expect(keys(listRows(shown))).toEqual(["folder:Mail", "prm_a", "prm_b", "prm_loose"]);
  });

  it("hide what is in a folded folder but not the folder", () => {
    expect(keys(listRows({ ...shown, folded: { Mail: true } }))).toEqual(["folder:Mail", "prm_loose"]);
  });

  it("wait in a folder that has not been read, so that it is read when it is seen", () => {
    const rows = listRows({ ...shown, sections: { "": section([]) } });
    expect(keys(rows)).toEqual(["folder:Mail", "waiting:Mail"]);
  });

  it("end with a waiting line where there is more, and with none at the end", () => {
    const more = { ...shown.sections, "": section([prompt("loose")], { next: "x", total: 900 }) };
    expect(keys(listRows({ ...shown, sections: more })).at(-1)).toBe("waiting:");
    expect(keys(listRows(shown)).at(-1)).toBe("prm_loose");
  });

  it("keep what was read when the next page fails", () => {
    const broken = { "": section([prompt("loose")], { next: "x", failure: new Error("no") }) };
    expect(keys(listRows({ ...shown, facets: null, sections: broken }))).toEqual(["prm_loose", "failed:"]);
  });

  it("of a search are only what matches, under its folder", () => {
    const sections = { ...shown.sections, [filtered]: section([prompt("loose"), prompt("a", "Mail")]) };
    const rows = listRows({ ...shown, search: "a", sections, folded: { Mail: true } });
    expect(keys(rows)).toEqual(["prm_loose", "folder:Mail", "prm_a"]);
  });

  it("of a search that found nothing are none", () => {
    expect(listRows({ ...shown, search: "zzz", sections: { [filtered]: section([]) } })).toEqual([]);
  });
});

describe("the keyboard", () => {
  const rows = listRows({ ...shown, sections: { Mail: shown.sections.Mail } });

  it("steps over lines that cannot be chosen, and stops at the ends", () => {
    expect(keys(rows)).toEqual(["folder:Mail", "prm_a", "prm_b", "waiting:"]);
    expect(stepRow(rows, "prm_b", 1)?.key).toBe("prm_b");
    expect(stepRow(rows, "folder:Mail", -1)?.key).toBe("folder:Mail");
    expect(stepRow(rows, "folder:Mail", 10)?.key).toBe("prm_b");
  });

  it("begins at the end it comes from when nothing is chosen", () => {
    expect(stepRow(rows, null, 1)?.key).toBe("folder:Mail");
    expect(stepRow(rows, "gone", -1)?.key).toBe("prm_b");
    expect(stepRow([], null, 1)).toBeUndefined();
  });
});
