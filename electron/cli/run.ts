import { type Command, Option } from "commander";
import { cancelled, LatheError } from "#shared/contract/errors.ts";
import { type PromptContent, type VariableValues, variableValues } from "#shared/model/content.ts";
import type { FinishReason, Run } from "#shared/model/run.ts";
import { findUnsafeKey } from "#shared/text/json-text.ts";
import { parseCommandLineValue } from "#shared/text/variable-value.ts";
import { commonCommand, type Finish } from "./common-command.ts";
import { badInput, exitCodeOf, exitCodes } from "./exit-codes.ts";
import { draftReference, findPrompt, findVersion, splitReference } from "./prompt-reference.ts";
import { readText } from "./read-text.ts";
import { type CommonOptions, type Session, withSession } from "./session.ts";
import { note, printJson, printLine, printText } from "./terminal.ts";

type RunOptions = CommonOptions & {
  var?: string[];
  vars?: string;
  model?: string;
  stream?: boolean;
  mode: "live" | "reuse" | "replay";
};

export function addRun(program: Command, finish: Finish): void {
  program.addCommand(
    commonCommand(
      "run NAME[@VERSION] [options]",
      "Run a prompt once and print the reply.",
      'run "Customer reply" --var customer_message="Where is my order?" --stream',
    )
      .argument("<reference>", "NAME, NAME@VERSION or NAME@draft (default: the latest version)")
      .option("--var <name=value>", "a variable's value; may be repeated", (value, all: string[] = []) => [
        ...all,
        value,
      ])
      .option("--vars <file>", "a JSON object with values; --var wins over it")
      .option("--model <provider/model>", "the model to use; simulator/default needs no set-up")
      .option("--stream", "print the reply as it arrives")
      .addOption(
        new Option("--mode <mode>", "reuse: a recorded reply first; replay: no network at all")
          .choices(["live", "reuse", "replay"])
          .default("live"),
      )
      .action((reference: string, options: RunOptions) =>
        withSession(options, async (session) => {
          const { promptId, content, source } = await findSource(session, reference);
          const values = await readValues(content, options, session.signal);
          const { runId } = await session.lathe.call(
            "runs.start",
            { promptId, source, values, mode: options.mode, ...(options.model && { model: options.model }) },
            session.signal,
          );
          const stream = (options.stream ?? false) && !session.json;
          const run = await followToEnd(session, runId, stream);
          report(session, run, stream);
          if (run.state === "failed" && run.attempt.error !== null) finish(exitCodeOf(run.attempt.error));
          if (run.state === "cancelled") finish(exitCodes.cancelled);
          if (run.state === "interrupted") finish(exitCodes.outside);
        }),
      ),
  );
}

export async function findSource(session: Session, reference: string) {
  const { name, version: number } = splitReference(reference);
  const prompt = await findPrompt(session, name);
  const isWanted = number === draftReference;
  if (isWanted || (number === undefined && prompt.latestVersion === null)) {
    if (!isWanted) note(`“${prompt.name}” has no saved version yet; running its draft.`);
    const { draft } = await session.lathe.call("prompts.open", { promptId: prompt.promptId }, session.signal);
    const { content } = draft;
    return { promptId: prompt.promptId, content, source: { kind: "content" as const, content } };
  }
  const { version } = await findVersion(session, reference);
  const source = { kind: "version" as const, versionId: version.versionId };
  return { promptId: prompt.promptId, content: version.content, source };
}

/** Values from the file, then those from the line, each read as its variable's type. */
async function readValues(
  content: PromptContent,
  options: RunOptions,
  signal: AbortSignal,
): Promise<VariableValues> {
  const values = options.vars === undefined ? {} : await readValuesFile(options.vars, signal);
  for (const pair of options.var ?? []) {
    const equals = pair.indexOf("=");
    if (equals <= 0) throw badInput(`--var ${pair}: write NAME=VALUE.`);
    const name = pair.slice(0, equals);
    const text = pair.slice(equals + 1);
    const variable = content.variables.find((candidate) => candidate.name === name);
    const isHistory = content.messages.some(
      (message) => message.role === "history" && message.variable === name,
    );
    if (variable === undefined && !isHistory) {
      const known = content.variables.map((candidate) => candidate.name).join(", ") || "none";
      throw badInput(`The prompt has no variable “${name}”; it has: ${known}.`);
    }
    const reading = parseCommandLineValue(variable ?? { name, type: "json" }, text);
    if (!reading.ok) throw badInput(reading.message);
    values[name] = reading.value;
  }
  return values;
}

async function readValuesFile(file: string, signal: AbortSignal): Promise<VariableValues> {
  const text = (await readText(file, signal)).replace(/^\uFEFF/, "");
  let values: VariableValues;
  try {
    values = variableValues.parse(JSON.parse(text));
  } catch {
    throw badInput(`--vars ${file} is not a JSON object such as {"name": "value"}.`);
  }
  const unsafe = findUnsafeKey(text);
  if (unsafe?.reason === "duplicate-key")
    throw badInput(`--vars ${file}: “${unsafe.path}” is there twice; keep one.`);
  if (unsafe !== null) throw badInput(`--vars ${file}: “${unsafe.path}” is not a name that can be used.`);
  return values;
}

async function followToEnd(session: Session, runId: Run["runId"], stream: boolean): Promise<Run> {
  const { lathe, signal } = session;
  // Ctrl-C ends the run, not the watching: what has arrived is stored before the program ends.
  signal.addEventListener("abort", () => void lathe.call("runs.cancel", { runId }).catch(() => {}));
  if (signal.aborted) await lathe.call("runs.cancel", { runId });
  const frames = lathe.stream("runs.follow", { runId });
  for (;;) {
    const step = await frames.next();
    if (step.done) return step.value;
    if (step.value.kind === "retry")
      note(
        `${stream ? "\n" : ""}Trying again in ${(step.value.waitMs / 1000).toFixed(1)} s: ${step.value.reason}`,
      );
    else if (stream) printText(step.value.delta);
  }
}

function report(session: Session, run: Run, streamed: boolean): void {
  const { attempt } = run;
  const error = run.state === "failed" ? attempt.error : null;
  if (error !== null && !attempt.partial) throw LatheError.from(error);
  if (session.json) {
    printJson({
      output: attempt.text,
      partial: attempt.partial,
      ...(error === null ? {} : { error }),
      model: run.model,
      state: run.state,
      usage: attempt.usage,
      costUsd: attempt.costUsd,
      latencyMs: attempt.latencyMs,
      firstTokenMs: attempt.firstTokenMs,
      finishReason: attempt.finishReason,
      toolCalls: attempt.toolCalls,
      recorded: attempt.recorded,
      simulated: run.simulated,
      retries: attempt.retries,
      runId: run.runId,
      prompt: run.promptName,
      version: run.version,
      contentHash: run.contentHash,
      requestHash: attempt.requestHash,
    });
    return;
  }
  // What is only a part must not pass for the reply where nobody watched it come.
  if (streamed) printLine("");
  else if (attempt.text !== "" && !attempt.partial) printLine(attempt.text);
  for (const call of attempt.toolCalls) printLine(`${call.name}(${call.arguments})`);
  if (error !== null) note(error.message);
  if (run.state === "cancelled") note(cancelled().message);
  if (run.state === "interrupted") note("The run was cut off before its end.");
  if (attempt.partial) {
    note(`Partial: ${attempt.text.length} characters had arrived. They are kept with the run ${run.runId}.`);
  }
  if (run.state !== "done") return;
  note(summaryOf(run));
}

/** How a reply ended, where it was not by itself. */
const endings: Partial<Record<FinishReason, string>> = {
  length: "cut off at the token limit",
  "content-filter": "stopped by the content filter",
  "tool-calls": "ended with a tool call",
  unknown: "the provider did not say why it ended",
};

function summaryOf({ model, simulated, attempt }: Run): string {
  const { usage, costUsd, latencyMs, finishReason, recorded, retries } = attempt;
  return [
    simulated ? `${model} (simulator)` : model,
    usage === null ? "tokens unknown" : `${usage.inputTokens} + ${usage.outputTokens} tokens`,
    costUsd === null ? "cost unknown" : dollars(costUsd),
    recorded ? "recorded reply" : `${((latencyMs ?? 0) / 1000).toFixed(2)} s`,
    finishReason === null ? undefined : endings[finishReason],
    retries.length === 0 ? undefined : retries.length === 1 ? "1 retry" : `${retries.length} retries`,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}

/** Two significant digits at least, and never an exponent: most calls cost a fraction of a cent. */
const dollars = (usd: number): string =>
  `$${usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: usd < 0.01 ? 8 : 4, useGrouping: false })}`;
