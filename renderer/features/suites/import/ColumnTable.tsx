import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ColumnMapping, ColumnTarget } from "#shared/model/suite.ts";
import { oneLine } from "../table/value-text.ts";
import { targetChoices, targetKey, targetOf } from "./column-targets.ts";
import classes from "./ImportDialog.module.css";
import type { ImportPreview } from "./use-import.ts";

interface Props {
  preview: ImportPreview;
  inputNames: readonly string[];
  onMap: (mapping: ColumnMapping) => void;
}

const skip: ColumnTarget = { kind: "skip" };

/** What each column of the file becomes. */
export function ColumnTable({ preview, inputNames, onMap }: Props) {
  const { t } = useTranslation();
  const { columns, mapping } = preview;
  return (
    <section className={classes.columns} aria-label={t("suites.import.columns")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("suites.import.column")}</th>
            <th scope="col">{t("suites.import.becomes")}</th>
            <th scope="col">{t("suites.import.samples")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, samples }) => {
            const target = mapping[name] ?? skip;
            return (
              <tr key={name} data-skipped={target.kind === "skip" || undefined}>
                <th scope="row">{name}</th>
                <td>
                  <Select
                    aria-label={t("suites.import.becomesOf", { name })}
                    allowDeselect={false}
                    searchable
                    data={targetChoices(t, name, inputNames, target)}
                    value={targetKey(target)}
                    onChange={(key) => {
                      if (key !== null) onMap({ ...mapping, [name]: targetOf(key) });
                    }}
                  />
                </td>
                <td className={classes.samples}>{samples.map(oneLine).join("  ·  ")}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
