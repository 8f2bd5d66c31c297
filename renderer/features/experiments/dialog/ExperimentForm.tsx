import { Button, Group } from "@mantine/core";
import { IconPlayerPlayFilled } from "@tabler/icons-react";
import { type FormEvent, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { checkName } from "#shared/checks/score-case.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { host } from "../../../host/host.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { useSuite } from "../../../host/use-read.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { useEstimate } from "../../../ui/use-estimate.ts";
import { closeExperimentDialog, type ExperimentOffer, showExperiment } from "../experiments-view-store.ts";
import { ArmRows } from "./ArmRows.tsx";
import { EstimatePart } from "./EstimatePart.tsx";
import type { ExperimentDialogProps } from "./ExperimentDialog.tsx";
import classes from "./ExperimentForm.module.css";
import { deltaOf, type ExperimentFields, type ExperimentWish, fieldsOf, wishOf } from "./experiment-wish.ts";
import { OnPart } from "./OnPart.tsx";
import { PlanPart } from "./PlanPart.tsx";
import { refusalOf } from "./refusal.ts";
import { useArmContents } from "./use-arm-contents.ts";

const reasonId = "comparison-refusal";

const askEstimate = (wish: ExperimentWish, signal: AbortSignal) =>
  host.call("experiments.estimate", wish, signal);

export function ExperimentForm({
  offer,
  draftOf,
  onStarted,
  onShowSuites,
}: ExperimentDialogProps & { offer: ExperimentOffer }) {
  const { t } = useTranslation();
  const runMode = useSettings((settings) => settings.runMode);
  const [fields, setFields] = useState(() => fieldsOf(offer, runMode));
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const change = useCallback((wish: Partial<ExperimentFields>) => {
    setFailure(null);
    setFields((now) => ({ ...now, ...wish }));
  }, []);
  const contents = useArmContents(fields.arms, draftOf);
  const checkedBy = useSuite(
    fields.on === "suite" ? fields.suiteId : fields.on === "inputs" ? fields.checksOf : null,
  );
  const checks = checkedBy?.checks ?? null;
  const wish = useMemo(
    () =>
      // Without the checks that are asked for, it would be another comparison.
      fields.on === "inputs" && fields.checksOf !== null && checks === null
        ? null
        : wishOf(fields, { ...contents, checks: fields.on === "inputs" ? (checks ?? []) : [] }),
    [fields, contents, checks],
  );
  const { estimate, isCurrent, failure: noEstimate } = useEstimate(wish, askEstimate);
  const refusal = refusalOf(t, { fields, estimate, isCurrent, hasFailed: noEstimate !== null });
  const isKnown = offer.runs !== undefined || offer.arms.every(({ promptId }) => promptId !== null);

  async function make(): Promise<{ experimentId: ExperimentId } | null> {
    if (fields.on === "runs") {
      const { runs, metric, seed } = fields;
      return host.call("experiments.from-runs", {
        runs,
        metric,
        delta: deltaOf(fields),
        ...(typeof seed === "number" ? { seed } : {}),
      });
    }
    return wish === null ? null : host.call("experiments.start", wish);
  }

  async function start(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (refusal !== null || isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      const made = await make();
      if (made === null) return;
      closeExperimentDialog();
      showExperiment(made.experimentId);
      onStarted();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  const problem = failure ?? contents.failure;
  return (
    <form onSubmit={start} noValidate>
      <div className={classes.columns}>
        <div className={classes.fields}>
          {fields.on !== "runs" && (
            <ArmRows
              arms={fields.arms}
              contents={contents.byArm}
              isFocusWanted={!isKnown}
              onChange={(edit) => {
                setFailure(null);
                setFields((now) => ({ ...now, arms: edit(now.arms) }));
              }}
            />
          )}
          <OnPart
            fields={fields}
            variables={contents.variables}
            onChange={change}
            onShowSuites={() => {
              closeExperimentDialog();
              onShowSuites();
            }}
          />
          <PlanPart
            fields={fields}
            checkNames={[...new Set((checks ?? []).map(checkName))]}
            onChange={change}
          />
        </div>
        <EstimatePart
          fields={fields}
          estimate={estimate}
          isCurrent={isCurrent}
          failure={noEstimate}
          isAsked={wish !== null}
        />
      </div>
      <div className={classes.foot}>
        {problem !== null && (
          <p className={classes.failure} role="alert">
            <strong>{t("compare.dialog.startFailed")}.</strong> {errorText(problem).message}
          </p>
        )}
        <Group justify="flex-end" gap={8}>
          <p id={reasonId} className={classes.refusal} role="status">
            {refusal}
          </p>
          <Button variant="default" onClick={closeExperimentDialog}>
            {t("compare.dialog.cancel")}
          </Button>
          <Button
            type="submit"
            // Where it is known what is compared, Enter starts.
            data-autofocus={isKnown || undefined}
            leftSection={<IconPlayerPlayFilled size={14} />}
            loading={isBusy}
            aria-disabled={refusal !== null}
            data-disabled={refusal !== null || undefined}
            aria-describedby={reasonId}
          >
            {t(fields.on === "runs" ? "compare.dialog.compareRuns" : "compare.dialog.start")}
          </Button>
        </Group>
      </div>
    </form>
  );
}
