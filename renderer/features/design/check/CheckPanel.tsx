import { Button, SegmentedControl, Select } from "@mantine/core";
import { IconClipboardCheck, IconTestPipe } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { mergeContent } from "#shared/design/merge-content.ts";
import type { PromptContent } from "#shared/model/content.ts";
import { type PromptId, type SuiteId, suiteId as suiteIds } from "#shared/model/ids.ts";
import type { DesignIssue, PromptSpec } from "#shared/model/spec.ts";
import { readChoices, useChoices } from "../../../host/choices-store.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import type { DesignDraft, DesignProps } from "../design-port.ts";
import { CheckHistory, percent } from "./CheckHistory.tsx";
import classes from "./check.module.css";
import { exampleInputs, type InputSource, likelySource, typedInput } from "./check-inputs.ts";
import { InputResults } from "./InputResults.tsx";
import { IssueList } from "./IssueList.tsx";
import type { Checked, useValidation } from "./use-validation.ts";

interface Props {
  promptId: PromptId;
  spec: PromptSpec;
  draft: DesignDraft;
  validation: ReturnType<typeof useValidation>;
  /** Rises when somebody asked for a check from elsewhere. */
  asked: number;
  renderDiff: DesignProps["renderDiff"];
  onGo: (where: string) => void;
  onTest: (suiteId: SuiteId | null) => void;
}

/** The text held against the spec and against inputs: what is met, what is not, and what mends it. */
export function CheckPanel({ promptId, spec, draft, validation, asked, renderDiff, onGo, onTest }: Props) {
  const { t } = useTranslation();
  const suites = useChoices((state) => state.suites);
  const [chosenSource, setSource] = useState<InputSource | null>(null);
  const [suiteId, setSuiteId] = useState<SuiteId | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const { checked, failure, isRunning } = validation;
  const { content } = draft;
  const source =
    chosenSource ?? (content === null ? "values" : likelySource(content, spec, draft.valuesNow()));
  useEffect(() => void readChoices(), []);
  const own = suites.find((suite) => suite.promptId === promptId) ?? suites[0];
  const chosenSuite = suiteId ?? own?.suiteId ?? null;

  function check(on: PromptContent | null = draft.contentNow()): void {
    if (on === null) return;
    setOpen(null);
    const inputs =
      source === "values"
        ? typedInput(draft.valuesNow(), t("design.check.typedName"))
        : source === "examples"
          ? exampleInputs(on, spec, draft.valuesNow(), (number) =>
              number === null ? t("design.check.exampleValues") : t("design.check.exampleNumber", { number }),
            )
          : [];
    void validation.check(on, spec, { inputs, suiteId: source === "suite" ? chosenSuite : null });
  }
  const answered = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a check is asked for once, with what there is at that moment
  useEffect(() => {
    if (asked === answered.current || content === null) return;
    answered.current = asked;
    check();
  }, [asked, content === null]);

  /** The text may have gone on since: what the fix changes is brought into what is there now. */
  function fix(issue: DesignIssue, base: PromptContent): void {
    const now = draft.contentNow();
    if (now === null || issue.fix === null) return;
    const { content: mended } = mergeContent({ base, mine: now, theirs: issue.fix.content });
    draft.edit(() => mended);
    notifyDone(t("design.check.fixed"));
    check(mended);
  }

  function go(where: string): void {
    const input = /^inputs\[(\d+)\]$/.exec(where);
    if (input === null) {
      onGo(where);
      return;
    }
    const index = Number(input[1]);
    const names = checked?.report.inputs[index]?.error?.details?.names;
    const missing = Array.isArray(names) ? names[0] : undefined;
    // A value that was never typed has its field beside the text.
    if (source === "values" && typeof missing === "string") onGo(`values.${missing}`);
    else setOpen(index);
  }

  return (
    <section className={classes.panel} aria-label={t("design.check.title")}>
      <div className={classes.controls}>
        <SegmentedControl
          aria-label={t("design.check.source")}
          value={source}
          data={(["values", "examples", "suite"] as const).map((each) => ({
            value: each,
            label: t(`design.check.on.${each}`),
          }))}
          onChange={(chosen) => setSource(chosen as InputSource)}
        />
        {source === "suite" && (
          <Select
            aria-label={t("design.check.suite")}
            placeholder={t("design.check.suitePlaceholder")}
            nothingFoundMessage={t("design.check.noSuites")}
            searchable
            allowDeselect={false}
            limit={200}
            className={classes.suite ?? ""}
            value={chosenSuite}
            data={suites.map(({ suiteId: id, name }) => ({ value: id, label: name }))}
            onChange={(chosen) => setSuiteId(suiteIds.safeParse(chosen).data ?? null)}
          />
        )}
        <span className={classes.space} />
        {isRunning ? (
          <Button variant="default" onClick={validation.cancel}>
            {t("shell.cancel")}
          </Button>
        ) : (
          <Button
            leftSection={<IconClipboardCheck size={14} />}
            disabled={content === null || (source === "suite" && chosenSuite === null)}
            onClick={() => check()}
          >
            {t(checked === null ? "design.check.start" : "design.check.again")}
          </Button>
        )}
      </div>
      <p className={classes.faint}>{t(`design.check.about.${source}`)}</p>
      {failure !== null ? (
        <ErrorState title={t("design.check.failed")} error={failure} onRetry={() => check()} />
      ) : checked === null ? (
        <EmptyState
          icon={IconClipboardCheck}
          title={t("design.check.empty")}
          text={t("design.check.emptyText")}
        />
      ) : (
        <>
          <Verdict checked={checked} isStale={checked.content !== content || checked.spec !== spec} />
          <IssueList
            issues={checked.report.issues}
            inputs={checked.report.inputs}
            explainLint={draft.explainLint}
            content={checked.content}
            renderDiff={renderDiff}
            onGo={go}
            onFix={(issue) => fix(issue, checked.content)}
          />
          <InputResults
            inputs={checked.report.inputs}
            total={checked.report.totalInputs}
            open={open}
            onOpen={setOpen}
          />
          <div className={classes.next}>
            <span>{t("design.check.next")}</span>
            <Button
              variant={checked.report.clean ? "filled" : "default"}
              leftSection={<IconTestPipe size={14} />}
              onClick={() => onTest(source === "suite" ? chosenSuite : null)}
            >
              {t("design.check.test")}
            </Button>
          </div>
        </>
      )}
      <CheckHistory promptId={promptId} />
    </section>
  );
}

function Verdict({ checked: { report }, isStale }: { checked: Checked; isStale: boolean }) {
  const { t } = useTranslation();
  const { compliance, checked, met, validInputs, totalInputs, clean, issues } = report;
  // What lacks a value lowers the figure and says nothing about the prompt: its share of the spec is shown apart.
  const isIncomplete = validInputs < totalInputs;
  const share = isIncomplete ? (checked === 0 ? null : met / checked) : compliance;
  return (
    <div className={classes.verdict} role="status">
      {share !== null && (
        <span className={classes.score}>
          <span className={classes.figure}>{percent(share)}</span>
          <span className={classes.faint}>
            {t(isIncomplete ? "design.check.ofSpec" : "design.check.compliance")}
          </span>
        </span>
      )}
      <span className={classes.facts}>
        {isIncomplete && (
          <span className={classes.incomplete}>
            {t(validInputs === 0 ? "design.check.noneValid" : "design.check.someInvalid", {
              count: totalInputs - validInputs,
            })}
          </span>
        )}
        <StatusBadge
          status={clean ? "success" : issues.some(({ level }) => level === "error") ? "danger" : "warning"}
          label={clean ? t("design.check.clean") : t("design.check.issueCount", { count: issues.length })}
        />
        <span className={classes.faint}>
          {t("design.check.metOf", { count: checked, met })} ·{" "}
          {t("design.check.validOf", { count: totalInputs, valid: validInputs })}
          {isIncomplete && ` · ${t("design.check.stored", { share: percent(compliance) })}`}
        </span>
        {isStale && <span className={classes.stale}>{t("design.check.stale")}</span>}
      </span>
    </div>
  );
}
