import { findRefusal } from "../measures/refusals.ts";
import { broken, decided, type Outcome, skipped } from "../outcome.ts";
import { reason } from "../reasons.ts";
import type { Asked } from "./asked.ts";

/** A recorded reply took no time that says anything: it is skipped, and does not pass. */
export function evaluateLatency({ subject, threshold: max }: Asked<"latency">): Outcome {
  if (subject.recorded) return skipped("latency-recorded");
  const { latencyMs } = subject;
  if (latencyMs === null || max === null) return broken("latency-unknown");
  const ms = Math.round(latencyMs);
  return decided(
    latencyMs <= max,
    reason(latencyMs <= max ? "latency-within" : "latency-over", { ms, max }),
    {
      detail: { latencyMs },
    },
  );
}

export function evaluateCost({ subject, threshold: max }: Asked<"cost">): Outcome {
  const { costUsd: usd } = subject;
  if (usd === null || max === null) return broken("cost-unknown");
  return decided(usd <= max, reason(usd <= max ? "cost-within" : "cost-over", { usd, max }), {
    detail: { costUsd: usd },
  });
}

export function evaluateFinishReason({ subject, value: wanted }: Asked<"finish-reason">): Outcome {
  const { finishReason: found } = subject;
  if (found === null || found === "unknown") return broken("finish-unknown");
  return wanted.includes(found)
    ? decided(true, reason("finish-is", { found }))
    : decided(false, reason("finish-is-not", { found, wanted: wanted.join(", ") }));
}

/** Passes when the reply refuses; what people want of most cases is `not-is-refusal`. */
export function evaluateIsRefusal({ output, options, subject }: Asked<"is-refusal">): Outcome {
  if (subject.finishReason === "content-filter") return decided(true, reason("refusal-filtered"));
  if (output.trim() === "" && subject.toolCalls.length === 0) return decided(true, reason("refusal-empty"));
  const found = findRefusal(output, options.patterns ?? []);
  return found === null
    ? decided(false, reason("no-refusal"))
    : decided(true, reason("refusal-phrase", { found }));
}
