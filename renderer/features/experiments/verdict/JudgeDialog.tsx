import { Autocomplete, Button, Modal, NumberInput, Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { modelRef } from "#shared/model/content.ts";
import type { Experiment } from "#shared/model/experiment.ts";
import { readChoices, useChoices } from "../../../host/choices-store.ts";
import { host } from "../../../host/host.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { formatNumber } from "../../../ui/format.ts";
import { notifyError, notifyPlain } from "../../../ui/notify.ts";
import { useReading } from "../../../ui/use-reading.ts";
import type { ArmPair } from "../votes/PairSelect.tsx";
import classes from "./Preferences.module.css";

interface Props {
  experiment: Experiment;
  pair: ArmPair;
  onClose: () => void;
}

/** Which model is to compare the replies, by what, and how many calls that takes at most. */
export function JudgeDialog({ experiment, pair, onClose }: Props) {
  const { t } = useTranslation();
  const { experimentId, plan } = experiment;
  const models = useChoices((state) => state.models);
  const standard = useSettings((settings) => settings.defaultModel);
  const [model, setModel] = useState<string>(plan.judgeModel ?? "");
  const [criteria, setCriteria] = useState("");
  const [cap, setCap] = useState<number | string>("");
  const [isStarting, setStarting] = useState(false);
  useEffect(() => {
    if (useChoices.getState().models.length === 0) void readChoices();
  }, []);
  // The pairs that people are asked for are those that a judge is asked for.
  const { value } = useReading(`${experimentId} ${pair.a} ${pair.b}`, (signal) =>
    host.call("experiments.ballot", { experimentId, ...pair }, signal),
  );
  const chosen = modelRef.nullable().safeParse(model.trim() === "" ? null : model.trim());
  const start = async () => {
    if (!chosen.success) return;
    setStarting(true);
    try {
      const { pairs } = await host.call("experiments.judge", {
        experimentId,
        ...pair,
        model: chosen.data,
        criteria,
        maxCostUsd: typeof cap === "number" ? cap : null,
      });
      if (pairs === 0) notifyPlain(t("compare.votes.judge.nothingLeft"));
      onClose();
    } catch (error) {
      notifyError(error, t("compare.votes.judge.failed"));
      setStarting(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("compare.votes.judge.title")}
      closeButtonProps={{ "aria-label": t("compare.votes.judge.cancel") }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <p>{t("compare.votes.judge.text")}</p>
        <Autocomplete
          size="xs"
          label={t("compare.votes.judge.model")}
          description={t("compare.votes.judge.modelHint")}
          placeholder={standard}
          error={chosen.success ? null : t("compare.votes.judge.badModel")}
          data={models.map(({ ref }) => ref)}
          limit={200}
          maxDropdownHeight={240}
          spellCheck={false}
          value={model}
          onChange={setModel}
        />
        <Textarea
          label={t("compare.votes.judge.criteria")}
          description={t("compare.votes.judge.criteriaHint")}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2_000}
          value={criteria}
          onChange={(event) => setCriteria(event.currentTarget.value)}
        />
        <NumberInput
          label={t("compare.votes.judge.cap")}
          description={t("compare.votes.judge.capHint")}
          min={0}
          decimalScale={4}
          hideControls
          value={cap}
          onChange={setCap}
        />
        <p className={classes.estimate} role="status">
          {value === null
            ? t("compare.votes.judge.estimating")
            : t("compare.votes.judge.estimate", {
                count: value.total,
                pairs: formatNumber(value.total),
                calls: formatNumber(value.total * 2),
              })}
        </p>
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t("compare.votes.judge.cancel")}
          </Button>
          <Button
            type="submit"
            loading={isStarting}
            disabled={!chosen.success || (value !== null && value.total === 0)}
          >
            {t("compare.votes.judge.start")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
