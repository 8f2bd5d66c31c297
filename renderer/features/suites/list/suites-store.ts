import { create } from "zustand";
import type { Input } from "#shared/contract/operations.ts";
import type { SuiteId } from "#shared/model/ids.ts";
import type { Suite, SuiteSummary } from "#shared/model/suite.ts";
import { host } from "../../../host/host.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";
import { i18n } from "../../../i18n/i18n.ts";
import { notifyDone, notifyError, notifyUndo } from "../../../ui/notify.ts";
import { showSuite, useSuitesView } from "../suites-view-store.ts";

interface Suites {
  /** null: never read. */
  suites: SuiteSummary[] | null;
  failure: unknown;
  search: string;
}

export const useSuites = create<Suites>(() => ({ suites: null, failure: null, search: "" }));

/** A suite is saved with every pause of typing; the list need not follow each. */
const calmMs = 400;
let newest = 0;

export async function readSuites(): Promise<void> {
  newest += 1;
  const mine = newest;
  try {
    const suites = await host.call("suites.list", { search: useSuites.getState().search.trim() });
    if (mine === newest) useSuites.setState({ suites, failure: null });
  } catch (failure) {
    if (mine === newest) useSuites.setState({ failure });
  }
}

export function searchSuites(search: string): void {
  useSuites.setState({ search });
  void readSuites();
}

/** Reads the list, and again after whatever changes it, here or in another window. */
export function watchSuites(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  void readSuites();
  const forget = onWorkspaceEvent(({ type }) => {
    const concerns =
      type.startsWith("suite.") ||
      type === "prompt.changed" ||
      type === "prompt.removed" ||
      type === "workspace.changed";
    if (!concerns) return;
    timer ??= setTimeout(() => {
      timer = null;
      void readSuites();
    }, calmMs);
  });
  return () => {
    forget();
    if (timer !== null) clearTimeout(timer);
  };
}

/** The question that is open about a suite; one dialog asks them all. */
export type SuiteQuestion = { kind: "create" } | { kind: "change"; suite: SuiteSummary };

export const useSuiteDialog = create<{ question: SuiteQuestion | null }>(() => ({ question: null }));
export const askAboutSuite = (question: SuiteQuestion): void => useSuiteDialog.setState({ question });
export const stopAskingAboutSuite = (): void => useSuiteDialog.setState({ question: null });

export async function createSuite(input: Input<"suites.create">): Promise<Suite> {
  const suite = await host.call("suites.create", input);
  void readSuites();
  return suite;
}

export async function changeSuite(input: Input<"suites.update">): Promise<void> {
  await host.call("suites.update", input);
  void readSuites();
}

/** Takes the suite out of the list, for as long as nobody presses Undo. */
export async function removeSuite({ suiteId, name }: Pick<SuiteSummary, "suiteId" | "name">): Promise<void> {
  const wasShown = useSuitesView.getState().suiteId === suiteId;
  try {
    await host.call("suites.remove", { suiteId });
  } catch (error) {
    notifyError(error, i18n.t("suites.failure.remove"));
    return;
  }
  if (wasShown) showNeighbour(suiteId);
  void readSuites();
  notifyUndo(i18n.t("suites.done.removed", { name }), async () => {
    const { name: restored } = await host.call("suites.restore", { suiteId });
    await readSuites();
    if (wasShown) showSuite(suiteId);
    notifyDone(i18n.t("suites.done.restored", { name: restored }));
  });
}

function showNeighbour(gone: SuiteId): void {
  const suites = useSuites.getState().suites ?? [];
  const index = suites.findIndex(({ suiteId }) => suiteId === gone);
  showSuite((suites[index + 1] ?? suites[index - 1])?.suiteId ?? null);
}
