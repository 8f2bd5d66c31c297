import { lateView } from "./late-view.tsx";

const settings = lateView(async () => (await import("../features/settings/SettingsView.tsx")).SettingsView);
const desk = lateView(async () => (await import("./PromptDesk.tsx")).PromptDesk);
const history = lateView(
  async () => (await import("../features/prompts/history/HistoryView.tsx")).HistoryView,
);
const design = lateView(async () => (await import("./DesignDesk.tsx")).DesignDesk);
const library = lateView(async () => (await import("./Library.tsx")).Library);
const templateDialog = lateView(
  async () => (await import("../features/templates/save/TemplateDialog.tsx")).TemplateDialog,
);
const importDialog = lateView(
  async () => (await import("../features/exchange/ImportDialog.tsx")).ImportDialog,
);
const exportDialog = lateView(
  async () => (await import("../features/exchange/ExportDialog.tsx")).ExportDialog,
);
const suites = lateView(async () => (await import("../features/suites/SuitesView.tsx")).SuitesView);
const keeper = lateView(async () => (await import("../features/suites/keeper/CaseKeeper.tsx")).CaseKeeper);
const tests = lateView(async () => (await import("../features/tests/TestsView.tsx")).TestsView);
const testDialog = lateView(async () => (await import("../features/tests/dialog/TestDialog.tsx")).TestDialog);
const experiments = lateView(
  async () => (await import("../features/experiments/ExperimentsView.tsx")).ExperimentsView,
);
const experimentDialog = lateView(
  async () => (await import("../features/experiments/dialog/ExperimentDialog.tsx")).ExperimentDialog,
);
const recovery = lateView(
  async () => (await import("../features/workspace/recovery/RecoveryScreen.tsx")).RecoveryScreen,
);

export const SettingsView = settings.View;
export const PromptDesk = desk.View;
export const HistoryView = history.View;
export const DesignDesk = design.View;
export const Library = library.View;
export const TemplateDialog = templateDialog.View;
export const ImportDialog = importDialog.View;
export const ExportDialog = exportDialog.View;
export const SuitesView = suites.View;
export const CaseKeeper = keeper.View;
export const TestsView = tests.View;
export const TestDialog = testDialog.View;
export const ExperimentsView = experiments.View;
export const ExperimentDialog = experimentDialog.View;
export const RecoveryScreen = recovery.View;

/** Fetches what is not on the screen yet as soon as the page has nothing better to do. */
export function fetchViewsAhead(): () => void {
  const waiting = requestIdleCallback(() => {
    const views = [
      ...[desk, history, design, library, suites, tests, testDialog, experiments, experimentDialog],
      ...[templateDialog, importDialog, exportDialog, settings],
    ];
    for (const { fetchAhead } of views) fetchAhead();
  });
  return () => cancelIdleCallback(waiting);
}
