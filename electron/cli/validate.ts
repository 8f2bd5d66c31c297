import type { Command } from "commander";
import type { ParsedInput } from "#shared/contract/operations.ts";
import type { PromptContent, VariableValues } from "#shared/model/content.ts";
import { suggestMapping } from "#shared/suites/column-mapping.ts";
import type { DataTable } from "#shared/suites/data-table.ts";
import { readData } from "#shared/suites/read-data.ts";
import { readRow } from "#shared/suites/row-case.ts";
import { neededVariables } from "#shared/text/needed-variables.ts";
import { commonCommand, type Finish } from "./common-command.ts";
import { toJson } from "./design.ts";
import { badInput, exitCodes } from "./exit-codes.ts";
import { readReference } from "./prompt-reference.ts";
import { readText } from "./read-text.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { note, printJson, printLine, table } from "./terminal.ts";

type ValidateOptions = CommonOptions & { inputs?: string; suite?: string };
type Input = ParsedInput<"design.validate">["inputs"][number];

/** As many as one report takes. */
const mostInputs = 1_000;

export function addValidate(program: Command, finish: Finish): void {
  program.addCommand(
    commonCommand(
      "validate NAME[@VERSION] [options]",
      "Format a prompt with test inputs and hold it against its spec. The report is stored with the prompt. Exit 1 on issues.",
      'validate "Order reply" --inputs cases.csv',
    )
      .argument("<reference>", "NAME or NAME@VERSION")
      .option("--inputs <file>", "JSON, JSONL, CSV or YAML with a value for each variable; - reads stdin")
      .option("--suite <name>", "the cases of a suite as inputs (the first 1,000)")
      .action((reference: string, options: ValidateOptions) =>
        withSession(options, async (session) => {
          const { lathe, signal, json } = session;
          const { promptId, name, version, content } = await readReference(session, reference);
          const inputs =
            options.inputs === undefined
              ? []
              : inputsIn(await readText(options.inputs, signal), options.inputs, content);
          const suite =
            options.suite === undefined
              ? null
              : await lathe.call("suites.find", { name: options.suite }, signal);
          const report = await lathe.call(
            "design.validate",
            { content, promptId, inputs, suiteId: suite?.suiteId ?? null },
            signal,
          );
          if (!report.clean) finish(exitCodes.no);
          if (json) return printJson({ name, version, ...report, issues: report.issues.map(toJson) });
          if (report.inputs.length > 0) {
            printLine(
              table([
                ["#", "INPUT", "VALID", "CHARACTERS", "TOKENS", ""],
                ...report.inputs.map((input, index) => [
                  String(index + 1),
                  input.name,
                  input.valid ? "yes" : "no",
                  input.valid ? String(input.characters) : "–",
                  input.valid ? `about ${input.tokens}` : "–",
                  input.error?.message ?? "",
                ]),
              ]),
            );
          }
          for (const { level, rule, where, text, fix } of report.issues) {
            printLine(`${where}: ${level} ${rule}: ${text}${fix === null ? "" : ` (fix: ${fix.text})`}`);
          }
          const percent = Math.round(report.compliance * 100);
          const spec =
            report.checked === 0 ? "no spec" : `${report.met} of ${report.checked} points of the spec`;
          note(
            `${name}${version === null ? " (draft)" : `@${version}`}: ${percent} % (${spec}, ${report.validInputs} of ${report.totalInputs} inputs valid), ${report.issues.length} issues.`,
          );
        }),
      ),
  );
}

/** Each row as values for the variables; what a row cannot hold is told by the validation itself. */
function inputsIn(text: string, file: string, content: PromptContent): Input[] {
  const { columns, rows } = readTable(text, file);
  const variables = neededVariables(content);
  const histories = content.messages.flatMap((message) =>
    message.role === "history" ? [message.variable] : [],
  );
  const mapping = suggestMapping(columns, [...variables, ...histories.map((name) => ({ name }))]);
  if (rows.length > mostInputs)
    throw badInput(
      `${file} has ${rows.length} inputs; at most ${mostInputs} are validated at once. Split it.`,
    );
  return rows.map((row) => {
    const { fields, problems } = readRow(row, { columns, mapping, variables, histories });
    for (const { text: said } of problems) note(`${file}, row ${row.row}: ${said}`);
    return { name: fields?.name ?? `row ${row.row}`, values: (fields?.inputs ?? {}) as VariableValues };
  });
}

/** One object alone is one input. */
function readTable(text: string, file: string): DataTable {
  const fileName = file === "-" ? "" : file;
  const isOneObject = /^\s*\{/.test(text) && isJsonObject(text);
  return isOneObject ? readData(`[${text}]`, { format: "json" }) : readData(text, { fileName });
}

function isJsonObject(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text);
    // A suite's own file is an object as well; its cases are the inputs.
    return typeof read === "object" && read !== null && !("cases" in read) && !("tests" in read);
  } catch {
    return false;
  }
}
