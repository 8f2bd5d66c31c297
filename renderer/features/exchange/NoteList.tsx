import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExchangeNote } from "#shared/model/exchange.ts";
import { formatNumber } from "../../ui/format.ts";
import classes from "./NoteList.module.css";
import { noteText } from "./note-text.ts";

/** More than these are shown when asked for. */
const shownAtFirst = 12;

interface Props {
  title: string;
  tone: "loss" | "warning";
  notes: readonly ExchangeNote[];
}

/** What is left out, or what is to be looked at; nothing where there is nothing to say. */
export function NoteList({ title, tone, notes }: Props) {
  const { t, i18n } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  if (notes.length === 0) return null;
  // The same is often said of many places: once is enough.
  const lines = [...new Set(notes.map(noteText))];
  const shown = isWhole ? lines : lines.slice(0, shownAtFirst);
  const rest = lines.length - shown.length;
  const Icon = tone === "loss" ? IconAlertTriangle : IconInfoCircle;
  return (
    <section className={classes.notes} data-tone={tone}>
      <h3 className={classes.title}>
        <Icon size={14} stroke={1.8} aria-hidden />
        {title}
      </h3>
      <ul>
        {shown.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" className={classes.more} onClick={() => setWhole(true)}>
          {t("exchange.item.more", { amount: formatNumber(rest, i18n.language) })}
        </button>
      )}
    </section>
  );
}
