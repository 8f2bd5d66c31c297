import { isCancelled, LatheError } from "#shared/contract/errors.ts";
import type { ChatMessage, ModelRef } from "#shared/model/content.ts";
import type { Reply } from "#shared/model/run.ts";
import { cutText } from "#shared/text/cut-text.ts";
import type { ModelRequest } from "../../providers/index.ts";
import type { Database } from "../../store/database.ts";
import type { CheckContext, JudgeCall } from "../context.ts";
import { type AnswerOf, type Shape, schemaOf } from "./answer-shape.ts";
import { fenced, fenceMark, harmless, type Part } from "./fence.ts";
import { JudgeFault } from "./judge-fault.ts";
import { type JudgePrompt, judgeInstructions, mendingInstructions } from "./judge-prompts.ts";
import { readAnswer } from "./read-answer.ts";

/** One check's judge: whom it asks, and what that has cost so far. */
export interface Judge {
  context: CheckContext;
  call: JudgeCall;
  model: ModelRef;
  /** In US dollars; null: some of it is unknown. */
  costUsd: number | null;
}

export interface Question<S extends Shape> {
  prompt: JudgePrompt<S>;
  criteria: string;
  parts: Part[];
}

/** Of an answer that is shown to the judge again, and of one that is kept with the fault. */
const shownAnswer = 8_000;
const keptAnswer = 2_000;

/**
 * The judge's answer in the shape that the prompt asks for. One that cannot be read is shown to the judge once, with what
 * is wrong; after that, or where asking again cannot help, it is a `JudgeFault`. Cancelled: `host.cancelled`.
 */
export async function askJudge<S extends Shape>(judge: Judge, question: Question<S>): Promise<AnswerOf<S>> {
  const { prompt, criteria, parts } = question;
  const mark = fenceMark(parts);
  const messages: ChatMessage[] = [
    { role: "system", content: judgeInstructions(prompt, mark, harmless(criteria)) },
    { role: "human", content: `${fenced(mark, parts)}\n\nAnswer now with the one JSON object.` },
  ];
  const reply = await callJudge(judge, prompt, messages);
  try {
    return read(reply, prompt.shape);
  } catch (error) {
    if (!(error instanceof JudgeFault) || !error.isMendable) throw error;
    const mended = await callJudge(judge, prompt, [
      ...messages,
      { role: "ai", content: cutText(reply.text, shownAnswer) },
      { role: "human", content: mendingInstructions(prompt, error.message) },
    ]);
    return read(mended, prompt.shape);
  }
}

function read<S extends Shape>(reply: Reply, shape: S): AnswerOf<S> {
  try {
    return readAnswer(reply, shape);
  } catch (error) {
    if (error instanceof JudgeFault) error.answer = cutText(reply.text, keptAnswer);
    throw error;
  }
}

/** All of them, also where one fails: what the others cost must be counted. */
export async function askAll<T extends unknown[]>(
  asked: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  await Promise.allSettled(asked);
  return (await Promise.all(asked)) as T;
}

/** What an endpoint may refuse in a request: the schema of the answer, or a temperature. */
interface Form {
  schema: boolean;
  temperature: boolean;
}
const forms: Form[] = [
  { schema: true, temperature: true },
  { schema: true, temperature: false },
  { schema: false, temperature: true },
  { schema: false, temperature: false },
];

/** The form that each model took last; a refused call costs time, and on some endpoints money. */
const accepted = new WeakMap<Database, Map<ModelRef, Form>>();

async function callJudge(judge: Judge, prompt: JudgePrompt, messages: ChatMessage[]): Promise<Reply> {
  const { db } = judge.context;
  const known = accepted.get(db) ?? new Map<ModelRef, Form>();
  accepted.set(db, known);
  const untried = new Set(forms);
  let form = known.get(judge.model) ?? (forms[0] as Form);
  for (;;) {
    try {
      const reply = await callOnce(judge, requestOf(judge, prompt, messages, form));
      known.set(judge.model, form);
      return reply;
    } catch (error) {
      untried.delete(form);
      const next = isCancelled(error) ? undefined : nextForm(form, untried, error);
      if (next === undefined)
        throw error instanceof LatheError && !isCancelled(error) ? callFailed(error) : error;
      form = next;
    }
  }
}

/** Without what was refused. A replay has to find the form that was recorded, whichever it was. */
function nextForm(form: Form, untried: Set<Form>, error: unknown): Form | undefined {
  if (!(error instanceof LatheError)) return undefined;
  if (error.code === "providers.no-recording") return [...untried][0];
  if (error.code !== "providers.bad-request") return undefined;
  const isAboutTemperature = /temperature/i.test(String(error.details?.said ?? ""));
  const wanted =
    isAboutTemperature && form.temperature
      ? { schema: form.schema, temperature: false }
      : { schema: false, temperature: form.temperature };
  return [...untried].find((one) => one.schema === wanted.schema && one.temperature === wanted.temperature);
}

const requestOf = (
  { model, call }: Judge,
  { shape }: JudgePrompt,
  messages: ChatMessage[],
  form: Form,
): ModelRequest => ({
  model,
  messages,
  settings: {
    ...(form.temperature ? { temperature: 0 } : {}),
    ...(form.schema ? { responseFormat: "json-schema" } : {}),
  },
  tools: [],
  outputSchema: form.schema ? schemaOf(shape) : null,
  repeatIndex: call.repeatIndex,
});

async function callOnce(judge: Judge, request: ModelRequest): Promise<Reply> {
  const { mode, signal, onRetry } = judge.call;
  const { reply, costUsd } = await judge.context.models.call(request, mode, {
    signal,
    onText: () => {},
    onRetry,
    onUnknownCost: () => charge(judge, null),
    whole: true,
  });
  charge(judge, costUsd);
  return reply;
}

/** Adds to what the check has cost; what is unknown once stays so. */
export function charge(judge: Judge, costUsd: number | null): void {
  judge.costUsd = judge.costUsd === null || costUsd === null ? null : judge.costUsd + costUsd;
}

export function callFailed(error: LatheError): JudgeFault {
  const fault = new JudgeFault("judge-call-failed", { code: error.code, said: error.message });
  fault.error = error.toData();
  return fault;
}
