import { useTranslation } from "react-i18next";
import type { FieldChange } from "#shared/text/diff-content.ts";
import { ChangeBadge } from "./ChangeBadge.tsx";
import classes from "./content-diff.module.css";
import { fieldLabel, valueWords } from "./field-words.ts";

type Row = FieldChange & { name?: string; kind?: "added" | "removed" | "changed" };

/** Fields with what they were and what they are. `named`: several things, each row says whose field it is. */
export function FieldTable({
  rows,
  label,
  named = false,
}: {
  rows: readonly Row[];
  label: string;
  named?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <table className={classes.table} data-named={named || undefined} aria-label={label}>
      <thead>
        <tr>
          {named && <th scope="col">{t("history.column.name")}</th>}
          <th scope="col">{t("history.column.field")}</th>
          <th scope="col">{t("history.column.before")}</th>
          <th scope="col">{t("history.column.after")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, kind, field, before, after }) => (
          <tr key={`${name}.${field}`}>
            {named && (
              <th scope="row">
                <code>{name}</code>
              </th>
            )}
            <td>
              {kind === undefined || kind === "changed" ? fieldLabel(field) : <ChangeBadge kind={kind} />}
            </td>
            <td className={isAbsent(before) ? undefined : classes.old}>
              <Value field={field} value={before} />
            </td>
            <td className={isAbsent(after) ? undefined : classes.new}>
              <Value field={field} value={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Not set, or a whole variable that is not on this side. */
const isAbsent = (value: unknown): boolean => value === undefined || value === null;

function Value({ field, value }: { field: string; value: unknown }) {
  const { t } = useTranslation();
  if (value === undefined) return <span className={classes.absent}>{t("history.notSet")}</span>;
  if (value === null && field === "") return <span className={classes.absent}>–</span>;
  return <span className={classes.value}>{valueWords(field, value)}</span>;
}
