import type { ContentDiff, FieldChange, MessageDiff } from "./diff-content.ts";
import { diffLines, type TextPart } from "./diff-text.ts";
import { showHidden } from "./hidden-characters.ts";

const contextLines = 3;

/**
 * The diff as lines in the manner of `diff -u`: `--- old`, `+++ new`, then a block per message, variable, setting and
 * tool. Lines start with a blank, `-` or `+`. Hidden characters are written out, so that it is safe in a terminal.
 */
export function renderContentDiff(diff: ContentDiff, names: { before: string; after: string }): string[] {
  if (diff.identical) return [];
  const settings: FieldChange[] = [diff.templateFormat, ...diff.settings, diff.outputSchema].filter(
    (change) => change !== null,
  );
  return [
    `--- ${names.before}`,
    `+++ ${names.after}`,
    ...diff.messages.flatMap(renderMessage),
    ...diff.snippets.flatMap(renderSnippet),
    ...diff.variables.flatMap((change) => renderNamed("variable", change)),
    ...(diff.variablesReordered ? ["@@ variables in another order @@"] : []),
    ...(settings.length === 0 ? [] : ["@@ settings @@", ...settings.flatMap(renderField)]),
    ...diff.tools.flatMap((change) => renderNamed("tool", change)),
  ].map(showHidden);
}

function renderMessage(diff: MessageDiff): string[] {
  if (diff.kind === "same" && !diff.moved) return [];
  const side = diff.after ?? diff.before;
  if (side === null) return [];
  const role =
    diff.roleChanged && diff.before !== null && diff.after !== null
      ? `${diff.before.message.role} → ${diff.after.message.role}`
      : side.message.role;
  const notes = [
    ...(diff.kind === "added" || diff.kind === "removed" ? [diff.kind] : []),
    ...(diff.moved && diff.before !== null ? [`moved from ${diff.before.index + 1}`] : []),
  ];
  const head = `@@ message ${side.index + 1} (${role})${notes.length > 0 ? `, ${notes.join(", ")}` : ""} @@`;
  if (diff.text !== null) return [head, ...renderText(diff.text.parts)];
  const lines = (sign: string, at: MessageDiff["before"]) =>
    at === null ? [] : textOf(at.message).map((line) => sign + line);
  if (diff.kind === "added") return [head, ...lines("+", diff.after)];
  if (diff.kind === "removed") return [head, ...lines("-", diff.before)];
  if (diff.kind === "same" || diff.before?.message.role !== "history") return [head];
  return [head, ...lines("-", diff.before), ...lines("+", diff.after)];
}

function textOf(message: NonNullable<MessageDiff["before"]>["message"]): string[] {
  if (message.role !== "history") return linesOf(message.template);
  return [`history {${message.variable}}${message.optional ? "" : ", required"}`];
}

const linesOf = (text: string): string[] => text.replace(/\n$/, "").split("\n");

function renderText(parts: readonly TextPart[]): string[] {
  return parts.flatMap((part, index) => {
    const lines = linesOf(part.text);
    if (part.kind !== "same") {
      const sign = part.kind === "added" ? "+" : "-";
      const ending = part.text.endsWith("\n") || index < parts.length - 2 ? [] : ["\\ No newline at the end"];
      return [...lines.map((line) => sign + line), ...(endingDiffers(parts) ? ending : [])];
    }
    const head = index === 0 ? 0 : contextLines;
    const tail = index === parts.length - 1 ? 0 : contextLines;
    if (lines.length <= head + tail + 1) return lines.map((line) => ` ${line}`);
    const left = lines.length - head - tail;
    const shown = (some: string[]) => some.map((line) => ` ${line}`);
    return [
      ...shown(lines.slice(0, head)),
      `… ${left} unchanged line${left === 1 ? "" : "s"}`,
      ...shown(tail === 0 ? [] : lines.slice(-tail)),
    ];
  });
}

/** Only then is a missing line break at the end worth a line: it is the difference. */
function endingDiffers(parts: readonly TextPart[]): boolean {
  const lastOf = (other: "added" | "removed") =>
    parts.findLast((part) => part.kind !== other)?.text.endsWith("\n");
  return lastOf("added") !== lastOf("removed");
}

function renderSnippet({ kind, name, before, after }: ContentDiff["snippets"][number]): string[] {
  const head = `@@ snippet ${name}${kind === "changed" ? "" : `, ${kind}`} @@`;
  return [head, ...renderText(diffLines(before?.text ?? "", after?.text ?? "").parts)];
}

function renderNamed(
  what: string,
  change: { kind: string; name: string; before: object | null; after: object | null; fields: FieldChange[] },
): string[] {
  if (change.kind === "changed") {
    return [`@@ ${what} ${change.name} @@`, ...change.fields.flatMap(renderField)];
  }
  const sign = change.kind === "added" ? "+" : "-";
  return [
    `@@ ${what} ${change.name}, ${change.kind} @@`,
    `${sign}${JSON.stringify(change.after ?? change.before)}`,
  ];
}

function renderField({ field, before, after }: FieldChange): string[] {
  const line = (sign: string, value: unknown) =>
    value === undefined || value === null ? [] : [`${sign}${field}: ${JSON.stringify(value)}`];
  return [...line("-", before), ...line("+", after)];
}
