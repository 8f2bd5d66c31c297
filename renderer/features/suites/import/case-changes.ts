import type { CaseContent } from "#shared/model/suite.ts";
import { i18n } from "../../../i18n/i18n.ts";
import { writeChecks } from "../checks/check-lines.ts";
import { oneLine, valueLine } from "../table/value-text.ts";

/** A case in one line: its name, else what it puts in. */
export function caseSummary({ name, inputs, turns }: CaseContent): string {
  const given = Object.entries(inputs).map(([key, value]) => `${key}: ${valueLine(value)}`);
  const whole = [...(name === "" ? [] : [name]), ...given, ...turns].join("  ·  ");
  return oneLine(whole);
}

export interface CaseChange {
  field: string;
  from: string;
  to: string;
}

/** What differs between two states of a case, field by field. */
export function caseChanges(before: CaseContent, after: CaseContent): CaseChange[] {
  const from = fieldsOf(before);
  const to = fieldsOf(after);
  return [...new Set([...from.keys(), ...to.keys()])]
    .map((field) => ({ field, from: from.get(field) ?? "", to: to.get(field) ?? "" }))
    .filter((change) => change.from !== change.to);
}

function fieldsOf(content: CaseContent): Map<string, string> {
  const fields = new Map<string, string>();
  const { t } = i18n;
  for (const [name, value] of Object.entries(content.inputs)) fields.set(name, valueLine(value));
  fields.set(t("suites.column.name"), content.name);
  fields.set(t("suites.case.turns"), oneLine(content.turns.join(" / ")));
  fields.set(t("suites.column.expected"), valueLine(content.expected));
  fields.set(t("suites.column.checks"), oneLine(writeChecks(content.checks)));
  fields.set(t("suites.column.tags"), content.tags.join(", "));
  fields.set(t("suites.column.group"), content.group ?? "");
  fields.set(t("suites.column.weight"), String(content.weight));
  fields.set(t("suites.column.split"), content.split ?? "");
  fields.set(t("suites.case.threshold"), content.threshold === null ? "" : String(content.threshold));
  fields.set(t("suites.column.notes"), oneLine(content.notes));
  return fields;
}
