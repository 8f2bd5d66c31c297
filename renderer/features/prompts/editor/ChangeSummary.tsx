import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import { fieldName } from "#shared/text/change-words.ts";
import { diffContent } from "#shared/text/diff-content.ts";
import classes from "./SaveVersionDialog.module.css";

interface Props {
  before: PromptContent;
  after: PromptContent;
  /** The version's number. */
  since: string;
}

/** What changed, one line for each thing. The side-by-side view is in the history. */
export function ChangeSummary({ before, after, since }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "zh" ? "zh" : "en";
  const diff = useMemo(() => diffContent(before, after), [before, after]);
  const lines: { kind: "added" | "removed" | "changed"; words: string }[] = [];
  for (const message of diff.messages) {
    const side = message.after ?? message.before;
    if (side === null || (message.kind === "same" && !message.moved)) continue;
    lines.push({
      kind: message.kind === "same" ? "changed" : message.kind,
      words: t("editor.change.message", {
        number: side.index + 1,
        role: t(`editor.role.${side.message.role}`),
      }),
    });
  }
  for (const { kind, name } of diff.variables)
    lines.push({ kind, words: t("editor.change.variable", { name }) });
  for (const { kind, name } of diff.snippets)
    lines.push({ kind, words: t("editor.change.snippet", { name }) });
  for (const { kind, name } of diff.tools) lines.push({ kind, words: t("editor.change.tool", { name }) });
  const fields = [
    ...diff.settings,
    ...[diff.templateFormat, diff.outputSchema].filter((field) => field !== null),
  ];
  for (const { field, before: old, after: now } of fields) {
    const kind =
      old === undefined || old === null ? "added" : now === undefined || now === null ? "removed" : "changed";
    lines.push({ kind, words: fieldName(field, language) });
  }
  if (diff.variablesReordered) lines.push({ kind: "changed", words: t("editor.change.order") });
  return (
    <section className={classes.changes} aria-label={t("editor.change.since", { version: since })}>
      <h3>{t("editor.change.since", { version: since })}</h3>
      <ul>
        {lines.map(({ kind, words }) => (
          <li key={`${kind} ${words}`}>
            <span className={classes.kind} data-kind={kind}>
              {t(`editor.change.${kind}`)}
            </span>
            {words}
          </li>
        ))}
      </ul>
    </section>
  );
}
