import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { watchDrops } from "../features/exchange/drop/watch-drops.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { cssVariablesResolver, theme } from "../ui/theme.ts";
import { App } from "./App.tsx";
import { showOtherLanguage, useChosenLanguage, useScheme } from "./appearance.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { LatheMark } from "./LatheMark.tsx";
import { Waiting } from "./PromptWorkspace.tsx";
import classes from "./Root.module.css";
import { RecoveryScreen } from "./views.ts";

interface Props {
  /** recovery: the workspace cannot be opened. failure: the page does not even know that. */
  view: "workbench" | "recovery" | "failure";
  /** What went wrong at the start. */
  failure: unknown;
  onRetry: () => void;
}

/** The page in its theme and language, or why it could not start. */
export function Root({ view, failure, onRetry }: Props) {
  const scheme = useScheme();
  useChosenLanguage();
  // The workbench takes files by itself; elsewhere a drop must not show the file instead of the page.
  useEffect(() => (view === "workbench" ? undefined : watchDrops(window, nobodyTakes)), [view]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} forceColorScheme={scheme}>
      <Notifications position="bottom-right" limit={4} zIndex={1000} />
      <ErrorBoundary view="app">
        {view === "workbench" ? (
          <App scheme={scheme} />
        ) : view === "recovery" ? (
          <Suspense fallback={<Waiting />}>
            <RecoveryScreen mark={<LatheMark size={32} />} onOtherLanguage={showOtherLanguage} />
          </Suspense>
        ) : (
          <StartFailure failure={failure} onRetry={onRetry} />
        )}
      </ErrorBoundary>
    </MantineProvider>
  );
}

const nobodyTakes = { isWelcome: () => false, onOver: () => {}, onFiles: () => {} };

function StartFailure({ failure, onRetry }: Omit<Props, "view">) {
  const { t } = useTranslation();
  return (
    <main className={classes.failure}>
      <span className={classes.mark}>
        <LatheMark size={40} />
      </span>
      <ErrorState title={t("shell.start.title")} error={failure} onRetry={onRetry} />
    </main>
  );
}
