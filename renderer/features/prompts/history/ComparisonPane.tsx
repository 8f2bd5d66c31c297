import { ActionIcon, Button, Loader, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconCopy,
  IconFileExport,
  IconGitCompare,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { VersionId } from "#shared/model/ids.ts";
import { renderContentDiff } from "#shared/text/render-content-diff.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import { ContentDiffView } from "./ContentDiffView.tsx";
import classes from "./history.module.css";
import { type Comparison, isDraftChanged, type PromptHistory, type Side } from "./history-store.ts";
import { LookControls } from "./LookControls.tsx";
import { useHistoryLook } from "./look-store.ts";

interface Props {
  history: PromptHistory;
  onGoBack: (side: Side) => void;
  onCompare: ((before: VersionId | null, after: VersionId | null) => void) | undefined;
  onExport: ((versionId: VersionId | null) => void) | undefined;
}

/** Two sides of a prompt's history and what lies between them. */
export function ComparisonPane({ history, ...ways }: Props) {
  const comparison = history.useHistory((state) => state.comparison);
  if (comparison.kind === "failed") {
    return <ErrorState error={comparison.error} onRetry={() => void history.compare()} />;
  }
  if (comparison.kind === "loading") return <Loader size="sm" className={classes.loading} />;
  return <Shown comparison={comparison.value} history={history} {...ways} />;
}

function Shown({ comparison, history, onGoBack, onCompare, onExport }: Props & { comparison: Comparison }) {
  const { t } = useTranslation();
  const { sideBySide, showUnchanged } = useHistoryLook();
  const { before, after, diff } = comparison;
  const canGoBack = history.useHistory((state) => canGoBackTo(after, state));
  const names = { before: useSideName(before), after: useSideName(after) };

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(renderContentDiff(diff, names).join("\n"));
      notifyDone(t("history.copied"));
    } catch (error) {
      notifyError(error, t("history.copyFailed"));
    }
  };

  return (
    <section className={classes.comparison} aria-label={t("history.comparison")}>
      <header className={classes.paneHead}>
        <h2 className={classes.sides}>
          <span className={classes.sideName} data-side="A">
            {names.before}
          </span>
          <Tooltip label={t("history.swap")}>
            <button
              type="button"
              className={classes.swap}
              aria-label={t("history.swap")}
              disabled={before === null}
              onClick={history.swap}
            >
              <IconArrowsExchange size={14} />
            </button>
          </Tooltip>
          <span className={classes.sideName} data-side="B">
            {names.after}
          </span>
        </h2>
        <LookControls />
        {onCompare !== undefined && before !== null && (
          <Tooltip label={t("history.compareOnSuite")}>
            <ActionIcon
              aria-label={t("history.compareOnSuite")}
              onClick={() => onCompare(versionOf(before), versionOf(after))}
            >
              <IconGitCompare size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={t("history.copy")}>
          <ActionIcon aria-label={t("history.copy")} disabled={diff.identical} onClick={() => void copy()}>
            <IconCopy size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        {onExport !== undefined && (
          <Tooltip label={t("exchange.commands.exportSide", { name: names.after })}>
            <ActionIcon
              aria-label={t("exchange.commands.exportSide", { name: names.after })}
              onClick={() => onExport(versionOf(after))}
            >
              <IconFileExport size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        )}
        {after.version !== null && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={14} />}
            disabled={!canGoBack}
            onClick={() => onGoBack(after)}
          >
            {t("history.goBackTo", { version: after.version })}
          </Button>
        )}
      </header>
      <ContentDiffView
        label={`${names.before} → ${names.after}`}
        diff={diff}
        look={{
          // Where there is nothing before, there is nothing to stand beside.
          sideBySide: sideBySide && before !== null,
          showUnchanged,
          formats: {
            original: before?.content.templateFormat ?? after.content.templateFormat,
            modified: after.content.templateFormat,
          },
        }}
      />
    </section>
  );
}

const versionOf = ({ pick }: Side): VersionId | null => (pick === "draft" ? null : pick);

/** Going back to what the draft holds already would change nothing. */
export const canGoBackTo = (side: Side, state: Parameters<typeof isDraftChanged>[0]): boolean =>
  side.version !== null && (isDraftChanged(state) || side.contentHash !== state.latest?.contentHash);

function useSideName(side: Side | null): string {
  const { t } = useTranslation();
  if (side === null) return t("history.nothing");
  return side.version ?? t("history.draft");
}
