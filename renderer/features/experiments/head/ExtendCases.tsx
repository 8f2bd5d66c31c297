import { Button, NumberInput, Popover } from "@mantine/core";
import { IconRowInsertBottom } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Experiment } from "#shared/model/experiment.ts";
import { formatNumber } from "../../../ui/format.ts";
import type { ExperimentStore } from "../experiment-store.ts";
import type { ExperimentActions } from "./experiment-actions.ts";
import classes from "./HeadButtons.module.css";
import { neededCases, refuseExtension } from "./standing.ts";

interface Props {
  store: ExperimentStore;
  experiment: Experiment;
  actions: ExperimentActions;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

/** Adds cases, or says why none can be added. */
export function ExtendCases({ store, experiment, actions, isOpen, onOpen }: Props) {
  const { t } = useTranslation();
  const asking = store.useExperiment((state) => state.asking);
  const refusal = refuseExtension(experiment);
  return (
    <Popover opened={isOpen} onChange={onOpen} width={340} trapFocus returnFocus position="bottom-end">
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconRowInsertBottom size={14} />}
          loading={asking === "extend"}
          onClick={() => onOpen(!isOpen)}
        >
          {t("compare.head.extend.title")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("compare.head.extend.title")}>
        {refusal === null ? (
          <Amount
            experiment={experiment}
            onExtend={(cases) => {
              onOpen(false);
              void actions.extend(cases);
            }}
          />
        ) : (
          <div className={classes.extend}>
            <p className={classes.text}>{t(`compare.head.extend.${refusal}`)}</p>
            <div className={classes.row}>
              {refusal === "noneLeft" ? (
                <Button data-autofocus variant="default" onClick={actions.openSuite}>
                  {t("compare.head.showSuite")}
                </Button>
              ) : (
                <Button data-autofocus variant="default" onClick={() => void actions.again()}>
                  {t("compare.head.again")}
                </Button>
              )}
            </div>
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Amount({
  experiment,
  onExtend,
}: {
  experiment: Experiment;
  onExtend: (cases: number | null) => void;
}) {
  const { t } = useTranslation();
  const { casesLeft } = experiment;
  const needed = neededCases(experiment);
  const [cases, setCases] = useState<number | string>(
    needed !== null && needed > 0 && needed < casesLeft ? needed : "",
  );
  return (
    <form
      className={classes.extend}
      onSubmit={(event) => {
        event.preventDefault();
        onExtend(typeof cases === "number" ? cases : null);
      }}
    >
      <p className={classes.text}>
        {t("compare.head.extend.asks", { count: casesLeft })}{" "}
        {needed !== null && needed > 0 && t("compare.head.extend.needed", { amount: formatNumber(needed) })}
      </p>
      <div className={classes.row}>
        <NumberInput
          data-autofocus
          label={t("compare.head.extend.cases")}
          placeholder={t("compare.head.extend.all")}
          min={1}
          max={casesLeft}
          allowDecimal={false}
          clampBehavior="strict"
          value={cases}
          onChange={setCases}
        />
        <Button type="submit">{t("compare.head.extend.start")}</Button>
      </div>
    </form>
  );
}
