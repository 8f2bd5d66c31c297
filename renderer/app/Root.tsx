import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { ErrorState } from "../ui/ErrorState.tsx";
import { cssVariablesResolver, theme } from "../ui/theme.ts";
import { App } from "./App.tsx";
import { useChosenLanguage, useScheme } from "./appearance.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { LatheMark } from "./LatheMark.tsx";
import classes from "./Root.module.css";

interface Props {
  /** What went wrong at the start; null: all is well. */
  failure: unknown;
  onRetry: () => void;
}

/** The page in its theme and language, or why it could not start. */
export function Root({ failure, onRetry }: Props) {
  const scheme = useScheme();
  useChosenLanguage();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} forceColorScheme={scheme}>
      <Notifications position="bottom-right" limit={4} zIndex={1000} />
      <ErrorBoundary view="app">
        {failure === null ? <App scheme={scheme} /> : <StartFailure failure={failure} onRetry={onRetry} />}
      </ErrorBoundary>
    </MantineProvider>
  );
}

function StartFailure({ failure, onRetry }: Props) {
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
