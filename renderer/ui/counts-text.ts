import type { WorkspaceCounts } from "#shared/model/workspace.ts";
import { i18n } from "../i18n/i18n.ts";
import { formatNumber } from "./format.ts";

/** "12 prompts, 40 versions, 310 runs", in the language of the page; null: the file cannot be read. */
export function countsText(counts: WorkspaceCounts | null): string {
  if (counts === null) return i18n.t("workspace.countsUnknown");
  const say = (kind: keyof WorkspaceCounts) =>
    i18n.t(`workspace.counts.${kind}`, { count: counts[kind], amount: formatNumber(counts[kind]) });
  return [say("prompts"), say("versions"), say("runs")].join(i18n.t("shell.format.listSeparator"));
}
