import { setImmediate as nextTurn } from "node:timers/promises";
import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { comply } from "#shared/design/comply.ts";
import type { ChatMessage, PromptContent, VariableValues } from "#shared/model/content.ts";
import { type PromptId, validationId } from "#shared/model/ids.ts";
import type { DesignIssue, PromptSpec, ValidatedInput, ValidationReport } from "#shared/model/spec.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { estimateMessages } from "#shared/text/tokens.ts";
import { preparePrompt, promptOf } from "../prompts/index.ts";
import { contentHash, keepContent, sha256 } from "../store/content-store.ts";
import { readWorkingSuite } from "../suites/index.ts";
import { type DesignContext, timeOf } from "./context.ts";
import { insertValidation, latestSpec, listValidations as listRows } from "./design-store.ts";

/** Of a suite: what it has beyond these shows nothing new about the prompt. */
const mostCases = 1_000;
/** Characters of formatted prompts that one report carries; inputs beyond them are counted and not listed. */
const mostListed = 4_000_000;
/** Inputs that are formatted between two turns of the event loop. */
const slice = 50;

interface Input {
  name: string;
  values: VariableValues;
}

/** Formats the content with each input and holds it against the spec; of a prompt the report is stored as evidence. */
export async function validate(
  context: DesignContext,
  input: ParsedInput<"design.validate">,
  signal: AbortSignal,
): Promise<ValidationReport> {
  const { content, promptId } = input;
  if (promptId !== null) promptOf(context.prompts, promptId);
  const spec = input.spec ?? (promptId === null ? null : (latestSpec(context.db, promptId)?.spec ?? null));
  const inputs = inputsOf(context, input);
  const formatted = await formatAll(content, inputs, signal);
  const valid = formatted.filter((one) => one.valid);
  const longest = valid.length === 0 ? undefined : Math.max(...valid.map(({ tokens }) => tokens));
  const { checked, met, issues: found } = comply(content, spec, longest);
  const issues = [...invalidInputs(formatted), ...found];
  const share = checked === 0 ? 1 : met / checked;
  const validShare = inputs.length === 0 ? 1 : valid.length / inputs.length;
  const report: ValidationReport = {
    validationId: promptId === null ? null : validationId.parse(context.ports.ids.next("val")),
    promptId,
    contentHash: contentHash(content),
    at: timeOf(context),
    inputs: listed(formatted),
    totalInputs: inputs.length,
    validInputs: valid.length,
    compliance: share * validShare,
    checked,
    met,
    issues,
    clean: issues.length === 0 && valid.length === inputs.length,
  };
  if (promptId !== null) keepReport(context, promptId, content, { report, spec, inputs });
  return report;
}

function inputsOf(context: DesignContext, input: ParsedInput<"design.validate">): Input[] {
  if (input.suiteId === null) return input.inputs;
  const suite = readWorkingSuite(context.suites, input.suiteId);
  const cases = suite.cases.slice(0, mostCases).map(({ hash }) => suite.readCase(hash));
  return [...input.inputs, ...cases.map(({ name, inputs }) => ({ name, values: inputs }))];
}

async function formatAll(
  content: PromptContent,
  inputs: readonly Input[],
  signal: AbortSignal,
): Promise<ValidatedInput[]> {
  let format: (values: VariableValues) => Promise<ChatMessage[]>;
  try {
    format = await preparePrompt(content);
  } catch (error) {
    return inputs.map(({ name }) => invalid(name, error));
  }
  const done: ValidatedInput[] = [];
  for (const [index, { name, values }] of inputs.entries()) {
    if (index % slice === slice - 1) {
      await nextTurn();
      signal.throwIfAborted();
    }
    try {
      const messages = await format(values);
      done.push({
        name,
        valid: true,
        formatted: messages,
        characters: messages.reduce((sum, message) => sum + charactersIn(message.content), 0),
        tokens: estimateMessages(messages),
        error: null,
      });
    } catch (error) {
      done.push(invalid(name, error));
    }
  }
  return done;
}

function invalid(name: string, error: unknown): ValidatedInput {
  if (!(error instanceof LatheError)) throw error;
  const { retryable: _retryable, ...told } = error.toData();
  return { name, valid: false, formatted: null, characters: 0, tokens: 0, error: told };
}

/** In code points, without making a list of a text of megabytes. */
function charactersIn(text: string): number {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}

/** One issue for each kind of fault: a suite whose cases all lack a value has one thing to mend. */
function invalidInputs(inputs: readonly ValidatedInput[]): DesignIssue[] {
  const kinds = new Map<string, { index: number; count: number; code: string; message: string }>();
  for (const [index, { error }] of inputs.entries()) {
    if (error === null) continue;
    const key = `${error.code} ${error.message}`;
    const kind = kinds.get(key) ?? { index, count: 0, ...error };
    kind.count += 1;
    kinds.set(key, kind);
  }
  return [...kinds.values()].map(({ index, count, code, message }) => ({
    rule: "input-invalid",
    level: "error",
    where: `inputs[${index}]`,
    text: count === 1 ? message : `${message} (${count} inputs)`,
    data: { detail: code, count, name: inputs[index]?.name ?? "", message },
    fix: null,
  }));
}

function listed(inputs: readonly ValidatedInput[]): ValidatedInput[] {
  let length = 0;
  const end = inputs.findIndex(({ characters }) => {
    length += characters;
    return length > mostListed;
  });
  // The first is shown whatever its size: it is what the page opens with.
  return inputs.slice(0, end < 0 ? inputs.length : Math.max(1, end));
}

/** Without what can be made again from content, spec and inputs: formatted prompts and fixes. */
function keepReport(
  { db, publish }: DesignContext,
  promptId: PromptId,
  content: PromptContent,
  made: { report: ValidationReport; spec: PromptSpec | null; inputs: readonly Input[] },
): void {
  const { report } = made;
  if (report.validationId === null) return;
  const kept = {
    ...report,
    inputs: report.inputs.map(({ formatted: _formatted, ...input }) => input),
    issues: report.issues.map(({ fix: _fix, ...issue }) => issue),
  };
  const { validationId: id, compliance, validInputs, totalInputs, clean, at } = report;
  db.transaction(() =>
    insertValidation(db, {
      validationId: id,
      promptId,
      contentHash: keepContent(db, content),
      specHash: sha256(canonicalJson(made.spec)),
      inputsHash: sha256(canonicalJson(made.inputs.map(({ name, values }) => [name, values]))),
      compliance,
      issues: report.issues.length,
      validInputs,
      totalInputs,
      clean,
      reportJson: JSON.stringify(kept),
      at,
    }),
  );
  publish({ type: "spec.changed", promptId });
}

export function listValidations(
  context: DesignContext,
  { promptId, limit }: ParsedInput<"design.validations">,
): Output<"design.validations"> {
  promptOf(context.prompts, promptId);
  return listRows(context.db, promptId, limit);
}
