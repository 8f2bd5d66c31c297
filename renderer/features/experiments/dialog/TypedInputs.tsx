import { ActionIcon, Button, Textarea, Tooltip } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { ClipboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Variable, VariableValue } from "#shared/model/content.ts";
import { readBlock } from "../../../ui/sheet/cell-block.ts";
import classes from "./ExperimentForm.module.css";

type Row = Record<string, string>;

interface Props {
  rows: readonly Row[];
  variables: readonly Variable[];
  onChange: (rows: Row[]) => void;
}

/** More is a suite's business. */
const mostRows = 50;

/** A handful of inputs, a column for each variable of the prompts. Cells of a spreadsheet can be pasted. */
export function TypedInputs({ rows, variables, onChange }: Props) {
  const { t } = useTranslation();
  if (variables.length === 0) return <p className={classes.none}>{t("compare.dialog.inputs.noVariables")}</p>;
  const names = variables.map(({ name }) => name);

  function set(at: number, name: string, text: string): void {
    onChange(rows.map((row, index) => (index === at ? { ...row, [name]: text } : row)));
  }

  function paste(event: ClipboardEvent, at: number, column: number): void {
    const text = event.clipboardData.getData("text/plain");
    // Lines without tabs are one text: a reply or a letter that somebody copied.
    if (!text.includes("\t")) return;
    event.preventDefault();
    onChange(pasted(rows, readBlock(text), at, names.slice(column)));
  }

  return (
    <div className={classes.inputs}>
      <table className={classes.inputTable}>
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th>
              <span className="lathe-visually-hidden">{t("compare.dialog.inputs.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <tr key={at}>
              {variables.map((variable, column) => (
                <td key={variable.name}>
                  <Textarea
                    aria-label={t("compare.dialog.inputs.cell", { name: variable.name, number: at + 1 })}
                    placeholder={
                      variable.default !== undefined
                        ? short(variable.default)
                        : column === 0 && at === 0
                          ? t("compare.dialog.inputs.hint")
                          : ""
                    }
                    autosize
                    minRows={1}
                    maxRows={4}
                    size="xs"
                    value={row[variable.name] ?? ""}
                    onChange={(event) => set(at, variable.name, event.currentTarget.value)}
                    onPaste={(event) => paste(event, at, column)}
                  />
                </td>
              ))}
              <td>
                <Tooltip label={t("compare.dialog.inputs.remove")}>
                  <ActionIcon
                    aria-label={t("compare.dialog.inputs.removeRow", { number: at + 1 })}
                    disabled={rows.length === 1}
                    onClick={() => onChange(rows.filter((_row, index) => index !== at))}
                  >
                    <IconX size={14} stroke={1.6} />
                  </ActionIcon>
                </Tooltip>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={14} />}
        disabled={rows.length >= mostRows}
        onClick={() => onChange([...rows, {}])}
      >
        {t("compare.dialog.inputs.add")}
      </Button>
    </div>
  );
}

/** What counts where nothing is typed. */
const short = (value: VariableValue): string =>
  (typeof value === "string" ? value : JSON.stringify(value)).replace(/\s+/g, " ").slice(0, 60);

/** The rows with a block of cells laid over them from `at` on, as many more as it needs. */
export function pasted(
  rows: readonly Row[],
  block: readonly (readonly string[])[],
  at: number,
  names: readonly string[],
): Row[] {
  const next = [...rows];
  block.forEach((cells, down) => {
    const place = at + down;
    if (place >= mostRows) return;
    const row: Row = { ...next[place] };
    cells.forEach((text, across) => {
      const name = names[across];
      if (name !== undefined) row[name] = text;
    });
    next[place] = row;
  });
  return next;
}
