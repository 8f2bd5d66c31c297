import type { ServerResponse } from "node:http";
import type { FakeReply, Fault, RequestBody } from "./fake-openai-answers.ts";
import { pause, sendZeros, write, writeSplit } from "./fake-openai-writes.ts";

export const defaultUsage = { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 };

export function usageOf(reply: FakeReply, fault: Fault | undefined): Record<string, unknown> | null {
  if (fault === "no-usage") return null;
  if (fault === "negative-usage") return { prompt_tokens: -5, completion_tokens: 7, total_tokens: 2 };
  if (fault === "absurd-usage") return { prompt_tokens: 12, completion_tokens: 1e15, total_tokens: 1e15 };
  return reply.usage === undefined ? defaultUsage : reply.usage;
}

/** The same faults as of a stream, as they look in an answer that comes as a whole. */
export async function sendWhole(
  response: ServerResponse,
  json: unknown,
  fault: Fault | undefined,
  slowMs: number,
): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(json));
  response.writeHead(200, { "content-type": "application/json" });
  response.flushHeaders();
  switch (fault) {
    case "idle":
      return;
    case "pings":
    case "drip":
      // Blanks may stand before JSON; some gateways send them to keep the line open.
      while (!response.destroyed) {
        await write(response, "\n");
        await pause(slowMs);
      }
      return;
    case "garbage":
      response.end("this is not JSON \u0007");
      return;
    case "huge":
      await sendZeros(response, "application/json", '{"choices": "');
      return;
    case "error-event":
      response.end(
        JSON.stringify({ error: { message: "The engine ran out of memory.", type: "server_error" } }),
      );
      return;
    case "drop":
      await write(response, bytes.subarray(0, bytes.length / 2));
      await pause(slowMs);
      response.socket?.resetAndDestroy();
      return;
    case "truncated":
      // Cut off, and ended as if that were all.
      response.end(bytes.subarray(0, bytes.length / 2));
      return;
    case "split-utf8":
      await writeSplit((piece) => write(response, piece), bytes.toString("utf8"));
      response.end();
      return;
    case "slow":
      await pause(slowMs);
      response.end(bytes);
      return;
    default:
      response.end(bytes);
  }
}

export function wholeReply(body: RequestBody, reply: FakeReply, fault: Fault | undefined): unknown {
  const tool_calls = reply.toolCalls?.map((call) => ({
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: call.arguments },
  }));
  const message = { role: "assistant", content: reply.text ?? null, ...(tool_calls ? { tool_calls } : {}) };
  return {
    id: "chatcmpl-fake",
    object: "chat.completion",
    model: body.model,
    choices: [{ index: 0, message, finish_reason: fault === "no-done" ? null : finishOf(reply) }],
    ...(usageOf(reply, fault) === null ? {} : { usage: usageOf(reply, fault) }),
  };
}

export const finishOf = (reply: FakeReply): string =>
  reply.finishReason ?? (reply.toolCalls ? "tool_calls" : "stop");
