import { Button } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../ui/EmptyState.tsx";
import { forgetFailedViews } from "./late-view.tsx";

interface Props {
  children: ReactNode;
  /** What is shown; when it changes, a failure of what was shown before is forgotten. */
  view: string;
}

interface State {
  error: unknown;
  view: string;
}

/** One view that fails leaves the others standing, and can be loaded again. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, view: this.props.view };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps({ view }: Props, state: State): Partial<State> | null {
    return view === state.view ? null : { view, error: null };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    const reload = () => {
      forgetFailedViews();
      this.setState({ error: null });
    };
    return <Crash error={this.state.error} onReload={reload} />;
  }
}

function Crash({ error, onReload }: { error: unknown; onReload: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <EmptyState
        icon={IconAlertTriangle}
        title={t("shell.crash.title")}
        text={
          <>
            {t("shell.crash.text")}
            <br />
            <code>{error instanceof Error ? error.message : String(error)}</code>
          </>
        }
        action={
          <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onReload}>
            {t("shell.crash.reload")}
          </Button>
        }
      />
    </div>
  );
}
