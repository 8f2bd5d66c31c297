import type { TFunction } from "i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { PreferenceTally } from "#shared/model/experiment.ts";
import { formatCost, formatNumber } from "../../../ui/format.ts";
import { formatP } from "../../../ui/format-difference.ts";
import { formatInterval, formatPercent } from "../../../ui/format-rate.ts";

/** Fewer decisive pairs only point somewhere. */
const fewestDecisive = 20;

/** What a tally says, a line each: wins on decisive pairs with their interval, ties, how steady the judge was. */
export function tallyLines(t: TFunction, tally: PreferenceTally): string[] {
  const { b, winsA, winsB, ties, errors, identical, rate, interval, p, flipRate, costUsd } = tally;
  const letter = armLetter(b);
  const decisive = winsA + winsB;
  const isFew = decisive < fewestDecisive;
  const lines: string[] = [];
  if (decisive === 0) lines.push(t("compare.votes.tally.noneDecisive"));
  else {
    const figures = {
      letter,
      wins: formatNumber(winsB),
      decisive: formatNumber(decisive),
      rate: formatPercent(winsB / decisive),
    };
    lines.push(
      interval === null
        ? t("compare.votes.tally.share", figures)
        : t("compare.votes.tally.shareInterval", { ...figures, interval: formatInterval(interval) }),
    );
    if (isFew) lines.push(t("compare.votes.tally.few"));
  }
  if (ties > 0 && rate !== null)
    lines.push(t("compare.votes.tally.withTies", { letter, rate: formatPercent(rate) }));
  if (p !== null && !isFew) {
    const text = formatP(p);
    lines.push(t(text.startsWith("<") ? "compare.votes.tally.pSmall" : "compare.votes.tally.p", { p: text }));
  }
  if (identical > 0)
    lines.push(t("compare.votes.tally.identical", { count: identical, amount: formatNumber(identical) }));
  if (flipRate !== null)
    lines.push(
      flipRate === 0
        ? t("compare.votes.tally.flipsNone")
        : t("compare.votes.tally.flips", { rate: formatPercent(flipRate) }),
    );
  if (errors > 0)
    lines.push(t("compare.votes.tally.errors", { count: errors, amount: formatNumber(errors) }));
  // Of people there is none; null of a judge is “unknown” and is said so.
  if (flipRate !== null || (costUsd !== null && costUsd > 0))
    lines.push(t("compare.votes.tally.cost", { cost: formatCost(costUsd) }));
  return lines;
}

export const isEmptyTally = ({ winsA, winsB, ties, errors }: PreferenceTally): boolean =>
  winsA + winsB + ties + errors === 0;
