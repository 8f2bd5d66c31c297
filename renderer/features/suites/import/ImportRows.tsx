import { ActionIcon, Checkbox } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { ImportedRow } from "#shared/model/suite.ts";
import { formatNumber } from "../../../ui/format.ts";
import { type Status, StatusBadge } from "../../../ui/StatusBadge.tsx";
import { caseChanges, caseSummary } from "./case-changes.ts";
import classes from "./ImportDialog.module.css";
import { type ImportPreview, previewRows } from "./use-import.ts";

const statuses: Record<ImportedRow["action"], Status> = {
  add: "success",
  update: "warning",
  same: "neutral",
  skip: "neutral",
};

/** The rows that were unticked, by their number, and what they would have done. */
export type SkippedRows = ReadonlyMap<number, ImportedRow["action"]>;

interface Props {
  preview: ImportPreview;
  offset: number;
  isReading: boolean;
  skipped: SkippedRows;
  onlyNew: boolean;
  onSkip: (skipped: SkippedRows) => void;
  onPage: (offset: number) => void;
}

/** What the import does with each row, and why. */
export function ImportRows({ preview, offset, isReading, skipped, onlyNew, onSkip, onPage }: Props) {
  const { t, i18n } = useTranslation();
  const { counts, rows, total } = preview;
  const amount = (count: number) => formatNumber(count, i18n.language);
  const isLeftOut = ({ row, action }: ImportedRow) =>
    skipped.has(row) || action === "skip" || action === "same" || (onlyNew && action === "update");
  const toggle = ({ row, action }: ImportedRow) => {
    const next = new Map(skipped);
    if (!next.delete(row)) next.set(row, action);
    onSkip(next);
  };
  return (
    <div className={classes.rows} aria-busy={isReading}>
      <div className={classes.counts}>
        {(["add", "update", "same", "skip"] as const).map((action) => (
          <StatusBadge
            key={action}
            status={counts[action] > 0 ? statuses[action] : "neutral"}
            label={t(`suites.import.count.${action}`, { amount: amount(counts[action]) })}
          />
        ))}
        <span className={classes.space} />
        {total > previewRows && (
          <>
            <span className={classes.page}>
              {t("suites.import.page", {
                first: amount(offset + 1),
                last: amount(Math.min(total, offset + previewRows)),
                total: amount(total),
              })}
            </span>
            <ActionIcon
              aria-label={t("suites.import.previous")}
              disabled={offset === 0}
              onClick={() => onPage(Math.max(0, offset - previewRows))}
            >
              <IconChevronLeft size={16} />
            </ActionIcon>
            <ActionIcon
              aria-label={t("suites.import.next")}
              disabled={offset + previewRows >= total}
              onClick={() => onPage(offset + previewRows)}
            >
              <IconChevronRight size={16} />
            </ActionIcon>
          </>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled from the keyboard */}
      <section className={classes.rowList} tabIndex={0} aria-label={t("suites.import.rows")}>
        <table>
          <tbody>
            {rows.map((row) => (
              <Fragment key={row.row}>
                <tr data-out={isLeftOut(row) || undefined}>
                  <td>
                    <Checkbox
                      aria-label={t("suites.import.takeRow", { row: row.row })}
                      checked={!isLeftOut(row)}
                      disabled={
                        row.action === "skip" || row.action === "same" || (onlyNew && row.action === "update")
                      }
                      onChange={() => toggle(row)}
                    />
                  </td>
                  <td className={classes.rowNumber}>{row.row}</td>
                  <td>
                    <StatusBadge
                      plain
                      status={statuses[row.action]}
                      label={t(`suites.import.action.${row.action}`)}
                    />
                  </td>
                  <td className={classes.summary}>
                    {row.content !== null && <span className={classes.line}>{caseSummary(row.content)}</span>}
                    {row.problems.map((problem) => (
                      <p key={problem.text} className={classes.problem}>
                        {problemWords(t, problem)}
                      </p>
                    ))}
                    {row.before !== null && row.content !== null && (
                      <Changes before={row.before} after={row.content} />
                    )}
                  </td>
                </tr>
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Changes({ before, after }: { before: NonNullable<ImportedRow["before"]>; after: typeof before }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.changes}>
      {caseChanges(before, after).map(({ field, from, to }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            <del>{from === "" ? t("suites.import.nothing") : from}</del>
            <ins>{to === "" ? t("suites.import.nothing") : to}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** In the language of the page where the catalogue knows the problem, else as it came. */
function problemWords(t: TFunction, { code, params, text }: ImportedRow["problems"][number]): string {
  const translate = t as unknown as (key: string, options: Record<string, unknown>) => string;
  return translate(`suites.importProblem.${code}`, { ...params, defaultValue: text });
}
