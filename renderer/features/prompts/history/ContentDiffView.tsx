import { IconEqual } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TemplateFormat } from "#shared/model/content.ts";
import type { ContentDiff, FieldChange } from "#shared/text/diff-content.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import classes from "./content-diff.module.css";
import { FieldTable } from "./FieldTable.tsx";
import { JsonChange } from "./JsonChange.tsx";
import { MessageChange } from "./MessageChange.tsx";
import { SnippetChange } from "./SnippetChange.tsx";
import { ToolChange } from "./ToolChange.tsx";

export interface DiffLook {
  sideBySide: boolean;
  showUnchanged: boolean;
  formats: { original: TemplateFormat; modified: TemplateFormat };
}

/** All that differs between two contents: messages, variables, settings, tools, schema and format. */
export function ContentDiffView({ diff, look, label }: { diff: ContentDiff; look: DiffLook; label: string }) {
  const { t } = useTranslation();
  const isSame = diff.identical;
  const variableRows = diff.variables.flatMap((change) =>
    change.kind === "changed"
      ? change.fields.map((field) => ({ ...field, kind: change.kind, name: change.name }))
      : [{ field: "", before: change.before, after: change.after, kind: change.kind, name: change.name }],
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.diff} data-side-by-side={look.sideBySide} tabIndex={0} aria-label={label}>
      {isSame && (
        <EmptyState icon={IconEqual} title={t("history.identical")} text={t("history.identicalText")} />
      )}
      {diff.templateFormat !== null && (
        <Section title={t("history.section.templateFormat")}>
          <FieldTable rows={[diff.templateFormat]} label={t("history.section.templateFormat")} />
        </Section>
      )}
      {(!isSame || look.showUnchanged) && (
        <Section title={t("history.section.messages")}>
          {diff.messages.map((message) => (
            <MessageChange
              key={`${message.before?.index}-${message.after?.index}`}
              change={message}
              look={look}
            />
          ))}
        </Section>
      )}
      {diff.snippets.length > 0 && (
        <Section title={t("history.section.snippets")}>
          {diff.snippets.map((change) => (
            <SnippetChange key={change.name} change={change} look={look} />
          ))}
        </Section>
      )}
      {(variableRows.length > 0 || diff.variablesReordered) && (
        <Section title={t("history.section.variables")}>
          {variableRows.length > 0 && (
            <FieldTable rows={variableRows} label={t("history.section.variables")} named />
          )}
          {diff.variablesReordered && <p className={classes.note}>{t("history.reordered")}</p>}
        </Section>
      )}
      {diff.settings.length > 0 && (
        <Section title={t("history.section.settings")}>
          <FieldTable rows={diff.settings as FieldChange[]} label={t("history.section.settings")} />
        </Section>
      )}
      {diff.tools.length > 0 && (
        <Section title={t("history.section.tools")}>
          {diff.tools.map((change) => (
            <ToolChange key={change.name} change={change} sideBySide={look.sideBySide} />
          ))}
        </Section>
      )}
      {diff.outputSchema !== null && (
        <Section title={t("history.section.outputSchema")}>
          <JsonChange
            before={diff.outputSchema.before}
            after={diff.outputSchema.after}
            sideBySide={look.sideBySide}
            label={t("history.section.outputSchema")}
          />
        </Section>
      )}
    </section>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <h3 className={classes.sectionTitle}>{title}</h3>
      {children}
    </section>
  );
}
