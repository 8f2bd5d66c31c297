import { IconAlertTriangle, IconFolderSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Output } from "#shared/contract/operations.ts";
import { formatBytes, formatNumber } from "../../../ui/format.ts";
import { noteText } from "../note-text.ts";
import { mostFiles } from "../reading/file-source.ts";
import { mostBytes } from "../reading/read-files.ts";
import { ChooseButtons } from "./ChooseButtons.tsx";
import type { ImportWork } from "./create-import.ts";
import classes from "./Notices.module.css";

/** So many names are shown; the rest is a number. */
const mostNames = 3;
const mostLines = 100;

interface Props {
  work: ImportWork;
  preview: Output<"exchange.preview">;
}

/** What was not read, what was guessed, and what is still missing. */
export function Notices({ work, preview: { items, unread, wanted } }: Props) {
  const { t, i18n } = useTranslation();
  const { leftOut, guessed } = work.useImport();
  const amount = (count: number) => formatNumber(count, i18n.language);
  const limits = { limit: formatBytes(mostBytes), files: amount(mostFiles) };
  // What could be of use and is missing comes before what was meant to be passed over.
  const lines = [
    ...unread.map(({ path, note }) => ({ path, why: noteText(note) })),
    ...leftOut
      .toSorted((one, other) => Number(one.why === "hidden") - Number(other.why === "hidden"))
      .map(({ path, why }) => ({ path, why: t(`exchange.import.leftOut.${why}`, limits) })),
  ];
  const names = (paths: readonly string[]) => {
    const shown = paths.slice(0, mostNames);
    const rest = paths.length - shown.length;
    const more = rest > 0 ? [t("exchange.import.leftOut.more", { amount: amount(rest) })] : [];
    return [...shown, ...more].join(t("shell.format.listSeparator"));
  };
  return (
    <>
      {wanted.length > 0 && (
        <div className={classes.notice} data-tone="warning">
          <IconFolderSearch size={16} stroke={1.8} aria-hidden />
          <p>
            <strong>
              {t("exchange.import.wanted.title", {
                count: wanted.length,
                amount: amount(wanted.length),
                names: names(wanted),
              })}
            </strong>{" "}
            {t("exchange.import.wanted.text")}
          </p>
          <ChooseButtons onlyFolder onChoose={(source) => void work.readFrom(source)} />
        </div>
      )}
      {guessed.length > 0 && (
        <div className={classes.notice} data-tone="warning">
          <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
          <p>
            {t("exchange.import.guessed", {
              count: guessed.length,
              amount: amount(guessed.length),
              names: names(guessed),
            })}
          </p>
        </div>
      )}
      {lines.length > 0 && (
        <details className={classes.unread} open={items.length === 0}>
          <summary>
            {t("exchange.import.leftOut.title", { count: lines.length, amount: amount(lines.length) })}
          </summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled from the keyboard */}
          <ul tabIndex={0}>
            {lines.slice(0, mostLines).map(({ path, why }) => (
              <li key={path}>
                <code>{path}</code> {why}
              </li>
            ))}
            {lines.length > mostLines && (
              <li>{t("exchange.import.leftOut.more", { amount: amount(lines.length - mostLines) })}</li>
            )}
          </ul>
        </details>
      )}
    </>
  );
}
