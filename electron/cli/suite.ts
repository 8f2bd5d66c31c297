import { Command, Option } from "commander";
import { z } from "zod";
import { checkName } from "#shared/checks/score-case.ts";
import type { Output } from "#shared/contract/operations.ts";
import {
  type CaseContent,
  type ColumnMapping,
  type ColumnTarget,
  columnTarget,
  type DataFormat,
  dataFormat,
  type ImportedRow,
  type SuiteSummary,
} from "#shared/model/suite.ts";
import { commonCommand } from "./common-command.ts";
import { badInput } from "./exit-codes.ts";
import { findPrompt } from "./prompt-reference.ts";
import { readText } from "./read-text.ts";
import { type CommonOptions, type Session, withSession } from "./session.ts";
import { note, printJson, printLine, printText, table } from "./terminal.ts";
import { writeWholeFile } from "./write-whole-file.ts";

export function addSuite(program: Command): void {
  const suite = new Command("suite").description("List, show, import and export suites of cases.");
  for (const add of [listCommand, showCommand, importCommand, exportCommand]) suite.addCommand(add());
  program.addCommand(suite);
}

const listCommand = (): Command =>
  commonCommand("list [options]", "List the suites.", "suite list")
    .option("--prompt <name>", "only those of this prompt")
    .action((options: CommonOptions & { prompt?: string }) =>
      withSession(options, async (session) => {
        const { lathe, signal } = session;
        const prompt = options.prompt === undefined ? null : await findPrompt(session, options.prompt);
        const suites = await lathe.call("suites.list", prompt ? { promptId: prompt.promptId } : {}, signal);
        if (session.json) return printJson({ suites });
        if (suites.length === 0) return note("No suites. “lathe suite import NAME --file FILE” makes one.");
        const head = ["NAME", "CASES", "VERSION", "PROMPT", "CHANGED"];
        printLine(
          table([
            head,
            ...suites.map((one) => [
              one.name,
              String(one.cases),
              one.latestVersion === null ? "–" : `v${one.latestVersion}${one.isChanged ? " + changes" : ""}`,
              one.promptName ?? "any",
              one.updatedAt.slice(0, 16).replace("T", " "),
            ]),
          ]),
        );
      }),
    );

const mostShown = 20;

const showCommand = (): Command =>
  commonCommand("show NAME [options]", "Show a suite and its cases.", 'suite show "Customer replies"')
    .argument("<name>", "the suite's name")
    .option("--all", `every case, and not only the first ${mostShown}`)
    .action((name: string, options: CommonOptions & { all?: boolean }) =>
      withSession(options, async (session) => {
        const { lathe, signal } = session;
        const { suiteId } = await lathe.call("suites.find", { name }, signal);
        const suite = await lathe.call("suites.read", { suiteId }, signal);
        const isWhole = session.json || options.all === true;
        const cases: Output<"suites.cases">["cases"] = [];
        do {
          const limit = isWhole ? 500 : mostShown;
          const page = await lathe.call("suites.cases", { suiteId, offset: cases.length, limit }, signal);
          cases.push(...page.cases);
          if (page.cases.length === 0) break;
        } while (isWhole && cases.length < suite.cases);
        if (session.json) {
          return printJson({
            ...suite,
            cases: cases.map(({ caseId, hash, content }) => ({ caseId, hash, ...content })),
          });
        }
        printLine(`${suite.name} – ${counted(suite.cases, "case")}, for ${suite.promptName ?? "any prompt"}`);
        if (suite.description !== "") printLine(suite.description);
        if (suite.checks.length > 0) printLine(`On every case: ${suite.checks.map(checkName).join(", ")}`);
        if (suite.tags.length > 0)
          printLine(`Tags: ${suite.tags.map(({ name: tag, count }) => `${tag} (${count})`).join(", ")}`);
        if (cases.length === 0) return;
        printLine("");
        printLine(
          table([
            ["#", "CASE", "TAGS", "CHECKS"],
            ...cases.map(({ content }, index) => [
              String(index + 1),
              titleOf(content),
              content.tags.join(", "),
              content.checks.map(checkName).join(", "),
            ]),
          ]),
        );
        if (cases.length < suite.cases) note(`… and ${suite.cases - cases.length} more; --all shows them.`);
      }),
    );

type ImportOptions = CommonOptions & {
  file: string;
  prompt?: string;
  map?: string[];
  format?: DataFormat;
  onlyNew?: boolean;
  dryRun?: boolean;
};

const targetWords =
  "input:NAME, expected, check, check:TYPE, key, name, tags, group, weight, split, notes, turns, threshold or skip";

const importCommand = (): Command =>
  commonCommand(
    "import NAME --file FILE [options]",
    "Take the cases of a file into a suite; makes the suite where it is new. A case that is there is told by its key column, or by equal inputs.",
    'suite import "Customer replies" --file cases.csv --prompt "Customer reply"',
  )
    .argument("<name>", "the suite's name")
    .requiredOption("--file <file>", "CSV, TSV, JSONL, JSON or YAML; - reads stdin")
    .option("--prompt <name>", "the prompt that a new suite is for")
    .option(
      "--map <column=target>",
      `what becomes of a column: ${targetWords}; may be repeated, or a JSON file {"column": "target"}`,
      (value, all: string[] = []) => [...all, value],
    )
    .addOption(
      new Option("--format <format>", "where the file's name does not tell").choices(dataFormat.options),
    )
    .option("--only-new", "leave cases as they are that are there already")
    .option("--dry-run", "say what would be done, and do nothing")
    .action((name: string, options: ImportOptions) =>
      withSession(options, async (session) => {
        const { lathe, signal } = session;
        const found = await findSuite(session, name);
        const prompt = options.prompt === undefined ? null : await findPrompt(session, options.prompt);
        const source = {
          suiteId: found?.suiteId ?? null,
          promptId: prompt?.promptId ?? null,
          text: await readText(options.file, signal),
          fileName: options.file === "-" ? "" : options.file,
          ...(options.format && { format: options.format }),
        };
        const first = await lathe.call("suites.preview-import", { ...source, limit: 1 }, signal);
        const mapping = {
          ...first.mapping,
          ...readMapping(await mapPairs(options.map ?? [], first.columns, signal), first.columns),
        };
        const wish = { ...source, mapping };
        const preview = await lathe.call("suites.preview-import", { ...wish, limit: 200 }, signal);
        if (!session.json) tellProblems(preview.rows, preview.total);
        if (options.dryRun === true) {
          if (session.json) return printJson({ dryRun: true, name, ...preview });
          printLine(`${name}: would ${inWords(preview.counts, "infinitive")}.`);
          for (const [column, target] of Object.entries(preview.mapping))
            printLine(`  ${column} → ${targetText(target)}`);
          return;
        }
        const { suite, counts } = await lathe.call(
          "suites.import",
          {
            ...wish,
            name,
            onlyNew: options.onlyNew ?? false,
          },
          signal,
        );
        if (session.json)
          return printJson({ suiteId: suite.suiteId, name: suite.name, cases: suite.cases, counts });
        printLine(`${suite.name}: ${inWords(counts, "past")}; ${counted(suite.cases, "case")} now.`);
      }),
    );

const exportCommand = (): Command =>
  commonCommand(
    "export NAME --format FORMAT [options]",
    "Write a suite's cases as a file that can be imported again.",
    'suite export "Customer replies" --format csv -o cases.csv',
  )
    .argument("<name>", "the suite's name")
    .addOption(new Option("--format <format>", "the form").choices(dataFormat.options).default("csv"))
    .option("-o, --out <file>", "where to; absent: stdout")
    .action((name: string, options: CommonOptions & { format: DataFormat; out?: string }) =>
      withSession(options, async (session) => {
        const { lathe, signal } = session;
        const { suiteId, cases } = await lathe.call("suites.find", { name }, signal);
        const pieces = lathe.stream("suites.export", { suiteId, format: options.format }, signal);
        if (options.out === undefined) {
          if (!session.json) for await (const { text } of pieces) printText(text);
          else printJson({ name, format: options.format, cases, text: await wholeOf(pieces) });
          return;
        }
        await writeWholeFile(options.out, pieces);
        if (session.json) printJson({ name, file: options.out, format: options.format, cases });
        else note(`Written: ${options.out} (${counted(cases, "case")})`);
      }),
    );

async function findSuite({ lathe, signal }: Session, name: string): Promise<SuiteSummary | null> {
  try {
    return await lathe.call("suites.find", { name }, signal);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "suites.not-found") return null;
    throw error;
  }
}

async function wholeOf(pieces: AsyncIterable<{ text: string }>): Promise<string> {
  const texts: string[] = [];
  for await (const { text } of pieces) texts.push(text);
  return texts.join("");
}

/** Each as `COLUMN=TARGET`; what names no column of the file is the name of a file that does. */
async function mapPairs(
  given: string[],
  columns: { name: string }[],
  signal: AbortSignal,
): Promise<string[]> {
  const pairs: string[] = [];
  for (const one of given) {
    const isPair = columns.some(({ name }) => one.startsWith(`${name}=`)) || !/\.json$/i.test(one);
    if (isPair) {
      pairs.push(one);
      continue;
    }
    const read = z.record(z.string(), z.string()).safeParse(parseJson(await readText(one, signal)));
    if (!read.success)
      throw badInput(`--map ${one} is not a JSON object such as {"question": "input:customer_message"}.`);
    pairs.push(...Object.entries(read.data).map(([column, target]) => `${column}=${target}`));
  }
  return pairs;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return null;
  }
}

function readMapping(pairs: string[], columns: { name: string }[]): ColumnMapping {
  const mapping: ColumnMapping = {};
  for (const pair of pairs) {
    // From the right: a column may have an equals sign in its name.
    const at = pair.lastIndexOf("=");
    const column = pair.slice(0, at);
    if (at <= 0) throw badInput(`--map ${pair}: write COLUMN=TARGET.`);
    if (!columns.some(({ name }) => name === column))
      throw badInput(
        `--map ${pair}: the file has no column “${column}”. It has ${columns.map((one) => one.name).join(", ")}.`,
      );
    mapping[column] = readTarget(pair, pair.slice(at + 1));
  }
  return mapping;
}

function readTarget(pair: string, text: string): ColumnTarget {
  const [kind = "", ...rest] = text.split(":");
  const more = rest.join(":");
  const read = columnTarget.safeParse(
    kind === "input" ? { kind, name: more } : more === "" ? { kind } : { kind, checkType: more },
  );
  if (read.success) return read.data;
  throw badInput(`--map ${pair}: “${text}” is no target. Write ${targetWords}.`);
}

const targetText = (target: ColumnTarget): string =>
  target.kind === "input"
    ? `input ${target.name}`
    : target.kind === "check" && target.checkType !== undefined
      ? `check ${target.checkType}`
      : target.kind;

const mostProblems = 20;

function tellProblems(rows: ImportedRow[], total: number): void {
  const told = rows.flatMap(({ row, problems }) => problems.map(({ text }) => `Row ${row}: ${text}`));
  for (const line of told.slice(0, mostProblems)) note(line);
  if (told.length > mostProblems)
    note(
      `… and ${told.length - mostProblems} more${rows.length < total ? ` in the first ${rows.length} rows` : ""}; --dry-run --json has them.`,
    );
}

function inWords(
  { add, update, same, skip }: Output<"suites.import">["counts"],
  tense: "past" | "infinitive",
): string {
  const [added, changed, left] =
    tense === "past" ? ["added", "changed", "left out"] : ["add", "change", "leave out"];
  return [
    `${added} ${add}`,
    `${changed} ${update}`,
    `${same} the same`,
    ...(skip > 0 ? [`${left} ${skip}`] : []),
  ].join(", ");
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

function titleOf({ name, inputs }: CaseContent): string {
  if (name !== "") return name;
  const [first] = Object.values(inputs);
  const text = (typeof first === "string" ? first : JSON.stringify(first ?? "")).replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
