import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { Chunk } from "#shared/contract/operations.ts";
import type { ArmRow, Experiment } from "#shared/model/experiment.ts";
import { caseContent } from "#shared/model/suite.ts";
import { speak, startI18n } from "../../../i18n/i18n.ts";
import { renderInPage } from "../../../ui/render-in-page.tsx";

const { host, script } = await vi.hoisted(async () =>
  (await import("../../settings/scripted-host.ts")).scriptedHost(),
);
vi.mock("../../../host/host.ts", () => ({ host, session: "test" }));
/** Something happened in the workspace. */
let tell: (event: LatheEvent) => void = () => {};
vi.mock("../../../host/workspace-events.ts", () => ({
  onWorkspaceEvent: (listener: typeof tell) => {
    tell = listener;
    return () => {};
  },
}));
const { SideBySide } = await import("./SideBySide.tsx");
const { useRowsView } = await import("./rows-view-store.ts");
const { showExperiment, showRows } = await import("../experiments-view-store.ts");
const { armRowOf, experimentWith, inArm } = await import("./row-scenes.ts");

let all: ArmRow[] = [];

beforeEach(async () => {
  await startI18n("en");
  // jsdom lays nothing out: a view of 600 pixels with rows of 100.
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(1_000);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(100);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  useRowsView.setState(useRowsView.getInitialState(), true);
  showExperiment(experimentWith().experimentId);
  script["experiments.rows"] = ({ filter, offset = 0, limit = 60 }) => {
    const found = all.filter(({ change }) => filter?.change === undefined || change === filter.change);
    const counts = { broken: 0, fixed: 0, same: 0, unknown: 0 };
    for (const { change } of all) counts[change] += 1;
    return { rows: found.slice(offset, offset + limit), total: found.length, counts };
  };
  script["experiments.case"] = ({ caseIndex }) => ({
    content: caseContent.parse({ inputs: { mail: `mail ${caseIndex}` } }),
    arms: [[], []],
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const some = (count: number) =>
  Array.from({ length: count }, (_, row) =>
    armRowOf(row, { caseName: `Mail ${row + 1}`, change: row < 2 ? "broken" : "same" }),
  );

async function open(
  rows: ArmRow[],
  change: Partial<Experiment> = {},
  progress: Chunk<"experiments.follow"> | null = null,
) {
  all = rows;
  await act(async () => renderInPage(<SideBySide experiment={experimentWith(change)} progress={progress} />));
  await act(async () => {});
}
// By role these would be found too, with a look at each element of the page each time.
const grid = () => document.querySelector("[role=grid]") as HTMLElement;
const cells = () => [...document.querySelectorAll("[role=gridcell]")];
const panel = () => document.querySelector<HTMLElement>("[aria-label='The case and its replies']");
const press = (key: string, more: object = {}) =>
  act(async () => void fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more }));
/** The cell that a screen reader is told to read. */
const active = () => document.getElementById(grid().getAttribute("aria-activedescendant") ?? "");

describe("the side-by-side view", () => {
  it("is walked with the keyboard alone, and the focus never leaves the grid", async () => {
    await open(some(40));
    grid().focus();
    await press("j");
    expect(active()?.textContent).toContain("Mail 1");
    await press("ArrowDown");
    await press("2");
    expect(active()?.textContent).toContain("On its way.");
    expect(active()?.getAttribute("aria-colindex")).toBe("3");
    await press("k");
    expect(active()?.closest("[role=row]")?.textContent).toContain("Mail 1");
    expect(document.activeElement).toBe(grid());
  });

  it("opens a case with Enter, shows what was asked, and Escape gives the focus back to the cases", async () => {
    await open(some(5));
    grid().focus();
    await press("j");
    await press("j");
    await press("Enter");
    expect(await screen.findByText("mail 1")).toBeTruthy();
    within(panel() as HTMLElement)
      .getByLabelText("Close the case")
      .focus();
    await press("Escape");
    expect(panel()).toBeNull();
    expect(document.activeElement).toBe(grid());
  });

  it("goes to the next broken case with n and says so where there is none", async () => {
    await open(some(5));
    grid().focus();
    await press("n");
    await vi.waitFor(() => expect(active()?.textContent).toContain("Mail 1"));
    await press("n");
    await vi.waitFor(() => expect(active()?.textContent).toContain("Mail 2"));
    await press("n");
    await act(async () => {});
    expect(active()?.textContent).toContain("Mail 2");
    await press("N", { shiftKey: true });
    await vi.waitFor(() => expect(active()?.textContent).toContain("Mail 1"));
  });

  it("opened from a figure shows the cases that it counts, and the way back to all", async () => {
    showRows({ change: "broken", versus: 1 });
    await open(some(5));
    expect(screen.getByTitle("A passes and B does not").getAttribute("aria-pressed")).toBe("true");
    expect(screen.queryByText("Mail 3")).toBeNull();
    await act(async () => void fireEvent.click(screen.getByLabelText("Show all cases")));
    expect(await screen.findByText("Mail 3")).toBeTruthy();
  });

  it("keeps a reply that looks like markup as text, also with its differences marked", async () => {
    const hostile = "<img src=x onerror=alert(1)> {{name}} $t(app)";
    await open([armRowOf(0, { arms: [inArm({ reply: "Hello" }), inArm({ reply: hostile })] })]);
    await vi.waitFor(() => expect(document.querySelector("ins")).not.toBeNull());
    expect(document.querySelector("img")).toBeNull();
    expect([...(cells()[1]?.querySelectorAll("ins") ?? [])].map((mark) => mark.textContent).join("")).toBe(
      hostile,
    );
  });

  it("holds replies against what was expected or against nothing when d is pressed", async () => {
    const arms = [inArm({ reply: "On Friday." }), inArm({ reply: "On Thursday." })];
    await open([armRowOf(0, { expected: "On Thursday.", arms })]);
    const marks = () => cells().map((cell) => cell.querySelectorAll("ins, del").length);
    await vi.waitFor(() => expect(marks()).toEqual([0, 2]));
    grid().focus();
    await press("d");
    await vi.waitFor(() => expect(marks()).toEqual([2, 0]));
    await press("d");
    expect(marks()).toEqual([0, 0]);
  });

  it("does not call replies the same of which it has the beginnings only", async () => {
    const cut = inArm({ reply: "Dear Ada, ", isCut: true });
    await open([armRowOf(0, { arms: [cut, cut] }), armRowOf(1)]);
    const [, begun, , whole] = cells();
    await vi.waitFor(() => expect(whole?.textContent).toContain("Same as A"));
    await vi.waitFor(() => expect(begun?.textContent).toContain("Begins alike"));
    expect(begun?.textContent).not.toContain("Same as A");
  });

  it("never calls a reply that has not come a failure, and shows it while it comes", async () => {
    const none = inArm({ attempt: null, verdict: null, made: 0, passed: 0, reply: "", score: null });
    const progress: Chunk<"experiments.follow"> = {
      state: "running",
      counts: [],
      costUsd: 0,
      remainingMs: null,
      partials: [{ arm: 1, round: 0, caseIndex: 0, repeat: 0, text: "Dear Ada, we" }],
      live: [],
    };
    await open([armRowOf(0, { arms: [none, none], change: "unknown" })], { state: "running" }, progress);
    const [first, second] = cells();
    expect(first?.textContent).toBe("Waiting for its turn");
    expect(second?.textContent).toContain("Dear Ada, we");
    expect(screen.queryByText("Failed")).toBeNull();
  });

  it("says an unknown cost is unknown, and how many of several repeats passed", async () => {
    const found = inArm({ costUsd: null, planned: 4, made: 4, passed: 3, failed: 0, errored: 1 });
    await open([armRowOf(0, { arms: [inArm(), found] })]);
    const text = cells()[1]?.textContent ?? "";
    expect(text).toContain("3 of 4 passed · 1 error");
    expect(text).toContain("cost unknown");
    expect(text).not.toContain("$0");
  });

  it("keeps the cases and the focus when reading anew fails, and reads again when asked to", async () => {
    await open(some(5));
    grid().focus();
    await press("j");
    const answer = script["experiments.rows"] as NonNullable<(typeof script)["experiments.rows"]>;
    script["experiments.rows"] = () => {
      throw new LatheError({ code: "host.internal", message: "It broke." });
    };
    await act(async () => tell({ type: "workspace.changed" }));
    expect(screen.getByText(/Lathe made a mistake/)).toBeTruthy();
    expect(active()?.textContent).toContain("Mail 1");
    expect(document.activeElement).toBe(grid());
    all = some(5).map((row) => ({ ...row, caseName: `Letter ${row.row + 1}` }));
    script["experiments.rows"] = answer;
    await act(async () => void fireEvent.click(screen.getByText("Try again")));
    expect(active()?.textContent).toContain("Letter 1");
    expect(screen.queryByText(/Lathe made a mistake/)).toBeNull();
  });

  it("has words for each state in both languages", async () => {
    await open([]);
    expect(screen.getByText("No case yet")).toBeTruthy();
    await act(async () => speak("zh"));
    expect(screen.getByText("还没有用例")).toBeTruthy();
    cleanup();
    script["experiments.rows"] = () => {
      throw new Error("the wire broke");
    };
    await act(async () => renderInPage(<SideBySide experiment={experimentWith()} progress={null} />));
    expect(await screen.findByText("无法读取用例")).toBeTruthy();
  });
});
