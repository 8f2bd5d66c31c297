import { useTranslation } from "react-i18next";
import type { ImportItem } from "#shared/model/exchange.ts";
import { formatNumber } from "../../../ui/format.ts";
import type { Choice } from "./choices.ts";

/** How much is in it: “3 messages · 2 variables”. */
export function useItemFacts({ content, suite }: ImportItem): string {
  const { t, i18n } = useTranslation();
  const counted = (key: "messages" | "variables" | "cases" | "checks", count: number) =>
    t(`exchange.import.${key}`, { count, amount: formatNumber(count, i18n.language) });
  const facts = [
    ...(content === null
      ? []
      : [counted("messages", content.messages.length), counted("variables", content.variables.length)]),
    ...(suite === null ? [] : [counted("cases", suite.cases), counted("checks", suite.checks)]),
  ];
  return facts.join(" · ");
}

/** What becomes of it, in a word or two. */
export function useItemFate({ action, prompt }: Choice): string {
  const { t } = useTranslation();
  if (action !== "version") return t(`exchange.import.will.${action}`);
  return prompt === null
    ? t("exchange.import.will.versionOpen")
    : t("exchange.import.will.version", { name: prompt.name });
}
