import { useTranslation } from "react-i18next";
import type { Tool } from "#shared/model/content.ts";
import type { NamedDiff } from "#shared/text/diff-content.ts";
import { ChangeBadge } from "./ChangeBadge.tsx";
import classes from "./content-diff.module.css";
import { FieldTable } from "./FieldTable.tsx";
import { JsonChange } from "./JsonChange.tsx";

/** A tool that came, went or changed: its description in a table, its parameters as JSON. */
export function ToolChange({ change, sideBySide }: { change: NamedDiff<Tool>; sideBySide: boolean }) {
  const { t } = useTranslation();
  const { kind, name, before, after, fields } = change;
  const plain =
    kind === "changed"
      ? fields.filter(({ field }) => field !== "parameters")
      : [{ field: "description", before: before?.description, after: after?.description }];
  const hasParameters = kind !== "changed" || fields.some(({ field }) => field === "parameters");
  return (
    <div className={classes.block}>
      <div className={classes.blockHead}>
        <code>{name}</code>
        <ChangeBadge kind={kind} />
      </div>
      {plain.length > 0 && <FieldTable rows={plain} label={name} />}
      {hasParameters && (
        <JsonChange
          before={before?.parameters}
          after={after?.parameters}
          sideBySide={sideBySide}
          label={`${name} · ${t("history.field.parameters")}`}
        />
      )}
    </div>
  );
}
