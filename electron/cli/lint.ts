import type { Command } from "commander";
import type { PromptContent } from "#shared/model/content.ts";
import { explainFinding, explainFix } from "#shared/text/lint/explain-finding.ts";
import type { Finding } from "#shared/text/lint/finding.ts";
import { fixesFor } from "#shared/text/lint/fixes.ts";
import { lineAndColumn } from "#shared/text/lint/line-and-column.ts";
import { isMuted, lintContent } from "#shared/text/lint/lint.ts";
import { isRuleId } from "#shared/text/lint/rules.ts";
import { commonCommand, type Finish } from "./common-command.ts";
import { exitCodes } from "./exit-codes.ts";
import { readReference } from "./prompt-reference.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { note, printJson, printLine } from "./terminal.ts";

export function addLint(program: Command, finish: Finish): void {
  program.addCommand(
    commonCommand(
      "lint NAME[@VERSION] [options]",
      "Look for mistakes in a version of a prompt; in the draft where there is no version. Exit 1 on an error.",
      'lint "Customer reply@1.0.1"',
    )
      .argument("<reference>", "NAME or NAME@VERSION")
      .option("--all", "rules that are ignored for this prompt too")
      .action((reference: string, options: CommonOptions & { all?: boolean }) =>
        withSession(options, async (session) => {
          const { promptId, name, version, content } = await readReference(session, reference);
          const { mutedLintRules } = await session.lathe.call("settings.read", {}, session.signal);
          const muted = new Set(
            mutedLintRules.flatMap((one) =>
              one.promptId === promptId && isRuleId(one.rule) && options.all !== true ? [one.rule] : [],
            ),
          );
          const found = lintContent(content);
          const shown = found.filter((finding) => !isMuted(finding, muted));
          if (shown.some(({ level }) => level === "error")) finish(exitCodes.no);
          const what = `${name}${version === null ? " (draft)" : `@${version}`}`;
          if (session.json) {
            const findings = shown.map((finding) => toJson(content, finding));
            return printJson({ name, version, findings, ignored: found.length - shown.length });
          }
          for (const finding of shown) {
            printLine(
              `${placeOf(content, finding)}: ${finding.level} ${finding.rule}: ${explainFinding(finding)}`,
            );
          }
          const ignored = found.length - shown.length;
          if (ignored > 0) note(`${count(ignored, "finding")} of ignored rules; --all shows them.`);
          note(
            shown.length === 0
              ? `Nothing found in ${what}.`
              : `${count(shown.length, "finding")} in ${what}.`,
          );
        }),
      ),
  );
}

/** What is worth knowing before a prompt is kept for good. Nothing is refused. */
export function warnOf(content: PromptContent, name: string): void {
  const found = lintContent(content);
  for (const finding of found.filter(({ rule }) => rule === "secret-in-text")) {
    note(`Warning: ${placeOf(content, finding)}: ${explainFinding(finding)}`);
  }
  const others = found.filter(({ rule, level }) => level !== "hint" && rule !== "secret-in-text").length;
  if (others > 0) note(`${count(others, "problem")} found; \`lathe lint "${name}"\` lists what there is.`);
}

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? "" : "s"}`;

function toJson(content: PromptContent, finding: Finding) {
  const [fix] = fixesFor(content, finding);
  return {
    rule: finding.rule,
    level: finding.level,
    message: explainFinding(finding),
    where: whereOf(content, finding),
    ...(fix === undefined ? {} : { fix: explainFix(fix) }),
  };
}

/** A message by its number from 0, with offset and length in UTF-16 units and line and column from 1; or a variable or a snippet. */
function whereOf(content: PromptContent, { place }: Finding) {
  if (place.in === "variable") return { variable: content.variables[place.index]?.name ?? "" };
  if (place.in === "snippet") return { snippet: content.snippets?.[place.index]?.name ?? "" };
  const { index, start, end } = place;
  const message = content.messages[index];
  const text = message === undefined || message.role === "history" ? "" : message.template;
  return { message: index, offset: start, length: end - start, ...lineAndColumn(text, start) };
}

function placeOf(content: PromptContent, finding: Finding): string {
  const where = whereOf(content, finding);
  if ("snippet" in where) return `snippet ${where.snippet}`;
  if ("variable" in where) return `variable ${where.variable}`;
  return `message ${where.message + 1}, line ${where.line}, column ${where.column}`;
}
