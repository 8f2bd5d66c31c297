import { Button, Loader } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconStethoscope } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { VerifyReport } from "#shared/model/workspace.ts";
import { errorCode, errorText } from "../../../i18n/error-text.ts";
import { formatNumber } from "../../../ui/format.ts";
import classes from "./WorkspaceSection.module.css";
import {
  type Checked,
  cancelCheck,
  check,
  checkKey,
  useWorkspaceSettings,
} from "./workspace-settings-store.ts";

interface ButtonProps {
  checked: Checked;
  label?: string;
  children: ReactNode;
}

/** Begins the check; while it goes on, the same place cancels it. */
export function CheckButton({ checked, label, children }: ButtonProps) {
  const { t } = useTranslation();
  const result = useWorkspaceSettings((state) => state.checks[checkKey(checked)]);
  if (result?.kind === "running") {
    return (
      <Button
        variant="default"
        leftSection={<Loader size={12} />}
        aria-label={t("workspace.settings.cancelCheck")}
        onClick={() => cancelCheck(checked)}
      >
        {t("shell.cancel")}
      </Button>
    );
  }
  return (
    <Button
      variant="default"
      leftSection={<IconStethoscope size={14} />}
      aria-label={label}
      onClick={() => void check(checked)}
    >
      {children}
    </Button>
  );
}

/** What the check found; nothing where none was asked for. */
export function CheckResult({ checked }: { checked: Checked }) {
  const { t } = useTranslation();
  const result = useWorkspaceSettings((state) => state.checks[checkKey(checked)]);
  return (
    <div role="status" className={classes.result}>
      {result?.kind === "running" &&
        t(checked === "workspace" ? "workspace.settings.verifying" : "workspace.settings.checking")}
      {result?.kind === "failed" && <Failure error={result.error} />}
      {result?.kind === "done" && <Report report={result.report} isWorkspace={checked === "workspace"} />}
    </div>
  );
}

/** The button that began the check stands above: it is the way to try again. */
function Failure({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { title, message } = errorText(error);
  const code = errorCode(error);
  // A backup that is too damaged to be read is what a check is there to find.
  const isFinding = code === "store.backup-damaged";
  return (
    <div className={classes.problems} role="alert" data-error-code={code}>
      <p>
        <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
        <span>
          <strong>{isFinding ? title : t("workspace.settings.checkFailed")}</strong>
          <span className={classes.reason}>{isFinding ? t("workspace.settings.checkDamaged") : message}</span>
        </span>
      </p>
    </div>
  );
}

function Report({ report, isWorkspace }: { report: VerifyReport; isWorkspace: boolean }) {
  const { t } = useTranslation();
  if (!report.ok) return <Problems problems={report.problems} isWorkspace={isWorkspace} />;
  const { contents, versions, drafts, runs, recordings } = report.checked;
  return (
    <p className={classes.sound}>
      <IconCircleCheck size={16} stroke={1.8} aria-hidden />
      <span>
        {t(isWorkspace ? "workspace.settings.verifyOk" : "workspace.settings.checkSound")}{" "}
        <span className={classes.figures}>
          {t("workspace.settings.verifyChecked", {
            contents: formatNumber(contents),
            versions: formatNumber(versions),
            drafts: formatNumber(drafts),
            runs: formatNumber(runs),
            recordings: formatNumber(recordings),
          })}
        </span>
      </span>
    </p>
  );
}

/** More than these help nobody to decide. */
const mostProblems = 50;

function Problems({ problems, isWorkspace }: { problems: VerifyReport["problems"]; isWorkspace: boolean }) {
  const { t } = useTranslation();
  const more = problems.length - mostProblems;
  return (
    <div className={classes.problems}>
      <p>
        <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
        <span>
          <strong>{t("workspace.settings.checkProblems", { count: problems.length })}</strong>{" "}
          {isWorkspace && t("workspace.settings.verifyProblemsText")}
        </span>
      </p>
      <ul>
        {problems.slice(0, mostProblems).map(({ object, problem }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: shown once, never reordered, and lines may repeat
          <li key={index}>
            <strong>{object}</strong>: {problem}
          </li>
        ))}
        {more > 0 && (
          <li>{t("workspace.settings.moreProblems", { count: more, amount: formatNumber(more) })}</li>
        )}
      </ul>
    </div>
  );
}
