import type { Reply } from "#shared/model/run.ts";
import { estimateTokens } from "#shared/text/tokens.ts";
import type { ModelRequest } from "../model-call.ts";
import { proposeCases } from "./cases.ts";
import { compose } from "./compose.ts";
import type { FieldSource } from "./field-value.ts";
import { type Instructions, readInstructions } from "./instructions.ts";
import { jsonReply, requestedShape } from "./json-reply.ts";
import { simulateJudgement } from "./judge.ts";
import { languageOf } from "./language.ts";
import { type Material, readMaterial } from "./material.ts";
import { proposeSpec } from "./spec.ts";
import { cutIntoChunks } from "./stream-chunks.ts";
import { chooseToolCall } from "./tool-call.ts";

/** The whole reply to a request; the same for the same request, always. */
export function simulateReply(request: ModelRequest): Pick<Reply, "text" | "toolCalls" | "finishReason"> {
  const asked = simulateJudgement(request) ?? proposeCases(request) ?? proposeSpec(request);
  if (asked !== null) return { ...within(asked, request.settings), toolCalls: [] };
  const material = readMaterial(request.messages);
  const instructions = readInstructions(material.instructions, request);
  const source = sourceOf(instructions, material);
  const call = chooseToolCall(request.tools, material.topic, source);
  if (call !== null) return { text: "", toolCalls: [call], finishReason: "tool-calls" };
  const text = instructions.json
    ? JSON.stringify(jsonReply(requestedShape(material.instructions, request.outputSchema), source), null, 2)
    : compose(instructions, material);
  return { ...within(text, request.settings), toolCalls: [] };
}

function sourceOf(instructions: Instructions, material: Material): FieldSource {
  return {
    data: material.data,
    isRow: false,
    labels: instructions.labels,
    language: instructions.language ?? languageOf(material.topic),
    answer: compose({ ...instructions, form: "prose" }, material),
    currency: /\buse ([A-Z]{3}) (?:where|if|when)\b[^.\n]*currency/i.exec(material.instructions)?.[1] ?? null,
    mayBeNull: /\bnull\b|留空|为空/i.test(material.instructions),
  };
}

/** Ends before the first stop sequence, and where the token limit is reached. */
function within(
  text: string,
  { stop, maxTokens }: ModelRequest["settings"],
): Pick<Reply, "text" | "finishReason"> {
  const stops = (stop ?? []).map((mark) => text.indexOf(mark)).filter((at) => at >= 0);
  const stopped = stops.length === 0 ? text : text.slice(0, Math.min(...stops));
  if (maxTokens === undefined || estimateTokens(stopped) <= maxTokens)
    return { text: stopped, finishReason: "stop" };
  let kept = "";
  for (const chunk of cutIntoChunks(stopped)) {
    if (estimateTokens(kept + chunk) > maxTokens) break;
    kept += chunk;
  }
  return { text: kept, finishReason: "length" };
}
