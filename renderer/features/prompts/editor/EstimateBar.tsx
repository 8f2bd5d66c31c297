import { Tooltip } from "@mantine/core";
import { useDeferredValue, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import { simulatorProvider, splitModelRef } from "#shared/model/model-ref.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { formatCost, formatNumber } from "../../../ui/format.ts";
import { estimateCost, estimateInputTokens, roughMessages } from "./cost-estimate.ts";
import classes from "./EstimateBar.module.css";
import { priceOf, useModels } from "./models-store.ts";
import type { Formatted } from "./use-formatted.ts";

interface Props {
  content: PromptContent;
  formatted: Formatted;
}

/** About how many tokens the next run has, and what it costs: figures of an estimate, marked as such. */
export function EstimateBar(props: Props) {
  const { t } = useTranslation();
  const { content, formatted } = useDeferredValue(props);
  const models = useModels((state) => state.models);
  const defaultModel = useSettings((state) => state.defaultModel);
  const model = content.model.model ?? defaultModel;
  const isSimulator = splitModelRef(model).provider === simulatorProvider;
  const inputTokens = useMemo(
    () =>
      estimateInputTokens(
        formatted.messages ?? roughMessages(formatted.content, formatted.values),
        formatted.content,
      ),
    [formatted],
  );
  const estimate = estimateCost(inputTokens, content.model.maxTokens, priceOf(models, model));
  const cost = isSimulator && estimate.costUsd === null ? 0 : estimate.costUsd;
  const output = t(estimate.outputIsLimit ? "editor.estimate.outputLimit" : "editor.estimate.outputTypical", {
    amount: formatNumber(estimate.outputTokens),
  });
  return (
    <Tooltip
      multiline
      w={280}
      label={`${t("editor.estimate.hint", { output })}${formatted.messages === null ? ` ${t("editor.estimate.rough")}` : ""}`}
    >
      <dl className={classes.bar} tabIndex={0} aria-label={t("editor.estimate.label")}>
        <div>
          <dt>{t("editor.estimate.input")}</dt>
          <dd>≈ {t("editor.estimate.tokens", { count: inputTokens, amount: formatNumber(inputTokens) })}</dd>
        </div>
        <div>
          <dt>{t("editor.estimate.cost")}</dt>
          <dd>{cost === null ? t("editor.estimate.unknown") : `≈ ${formatCost(cost)}`}</dd>
        </div>
      </dl>
    </Tooltip>
  );
}
