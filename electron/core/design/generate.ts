import { LatheError } from "#shared/contract/errors.ts";
import type { Chunk, Output, ParsedInput } from "#shared/contract/operations.ts";
import { comply } from "#shared/design/comply.ts";
import { contentOfSpec } from "#shared/design/generate-content.ts";
import { keepVariables } from "#shared/design/keep-variables.ts";
import { readSpecReply, type SpecReading } from "#shared/design/read-spec-reply.ts";
import {
  specRepairMessages,
  specRequest,
  specRequestMessages,
  specSchema,
} from "#shared/design/spec-request.ts";
import type { ChatMessage } from "#shared/model/content.ts";
import { callInPieces, type ModelAnswer, type ModelRequest } from "../providers/index.ts";
import { readSettings } from "../settings/index.ts";
import type { DesignContext } from "./context.ts";

type Told = Chunk<"design.generate">;
type Note = Output<"design.generate">["notes"][number];

const step = (name: Extract<Told, { kind: "step" }>["step"]): Told => ({ kind: "step", step: name });

/**
 * A first prompt from a task in one line. The model writes the spec, the rest is the same as when a person does: the
 * spec gives the prompt, and the prompt is held against it. A step “asking” voids the text that came before it.
 */
export async function* generate(
  context: DesignContext,
  { task, writtenIn, content: base, ...input }: ParsedInput<"design.generate">,
  signal: AbortSignal,
): AsyncGenerator<Told, Output<"design.generate">> {
  const model = input.model ?? base?.model.model ?? readSettings(context.db).defaultModel;
  const messages = specRequestMessages(specRequest(task, writtenIn, base));
  const ask = (asked: ChatMessage[]): ModelRequest => ({
    model,
    messages: asked,
    settings: { responseFormat: "json-schema" },
    tools: [],
    outputSchema: specSchema,
    repeatIndex: 0,
  });

  yield step("asking");
  const first = yield* answerOf(context, ask(messages), signal);
  const costs = [first.costUsd];
  yield step("reading");
  let reading: SpecReading = readSpecReply(first.reply.text, writtenIn);
  if (!reading.ok) {
    yield step("repairing");
    const again = specRepairMessages(messages, first.reply.text, reading.fault);
    const second = yield* answerOf(context, ask(again), signal);
    costs.push(second.costUsd);
    yield step("reading");
    reading = readSpecReply(second.reply.text, writtenIn);
    if (!reading.ok) throw noSpec(second, reading.fault);
  }

  yield step("writing");
  const { spec, leftOut } = reading;
  const written = contentOfSpec(spec, base ?? undefined);
  const { content, kept } = keepVariables(written, base);
  yield step("checking");
  const notes: Note[] = comply(content, spec).issues.map(({ rule, data, text }) => ({
    code: rule,
    params: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, String(value)])),
    text,
  }));
  if (kept.length > 0) {
    const names = kept.join(", ");
    notes.unshift({
      code: "variables-kept",
      params: { names },
      text: `The spec does not speak of these variables; they were added to the last message: ${names}.`,
    });
  }
  if (leftOut.length > 0) {
    const names = leftOut.join(", ");
    notes.push({ code: "left-out", params: { names }, text: `Not understood and left out: ${names}.` });
  }
  const costUsd = costs.reduce<number | null>(
    (sum, cost) => (sum === null || cost === null ? null : sum + cost),
    0,
  );
  return { spec, content, notes, costUsd, simulated: context.models.isSimulated(model) };
}

async function* answerOf(
  { models }: DesignContext,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<Told, ModelAnswer> {
  const call = callInPieces(models, request, signal);
  for await (const piece of call.pieces())
    yield piece === null ? step("asking") : { kind: "text", text: piece };
  return call.answer;
}

function noSpec({ reply }: ModelAnswer, fault: string): LatheError {
  const isCut = reply.finishReason === "length";
  return new LatheError({
    code: isCut ? "design.spec-cut" : "design.no-spec",
    message: isCut
      ? "The model's answer was cut off before the spec was whole. Choose a model that may answer at greater length, or say less in the task."
      : `The model's answer held no spec that could be read: ${fault} Try again, say the task in more words, or choose another model.`,
    retryable: true,
    details: { fault },
  });
}
