import type { Check } from "#shared/model/check.ts";
import type { Row } from "./check-rows.ts";

export const call = (name: string, args: unknown) => ({
  id: "1",
  name,
  arguments: typeof args === "string" ? args : JSON.stringify(args),
});
const weather = { name: "weather", parameters: { type: "object", required: ["city"] } };
export const expectedCalls: Check["value"] = [
  { name: "find", arguments: { q: "x" } },
  { name: "open", arguments: { id: 1 } },
];
export const mark = (kind: "thumb" | "stars" | "label", value: string, metric: string | null = null) => ({
  kind,
  value,
  metric,
});

/** Of the checks that look at the call, or ask a script or people. */
export const callRows: Row[] = [
  [{ type: "latency", threshold: 200 }, { latencyMs: 200 }, "pass", "latency-within"],
  [{ type: "latency", threshold: 200 }, { latencyMs: 201 }, "fail", "latency-over"],
  [{ type: "latency", threshold: 200 }, { latencyMs: 1, recorded: true }, "skipped", "latency-recorded"],
  [
    { type: "latency", threshold: 200, not: true },
    { latencyMs: 1, recorded: true },
    "skipped",
    "latency-recorded",
  ],
  [{ type: "latency", threshold: 200 }, { latencyMs: null }, "error", "latency-unknown"],
  [{ type: "latency" }, { latencyMs: 1 }, "error", "bad-check"],
  [{ type: "cost", threshold: 0.01 }, { costUsd: 0.01 }, "pass", "cost-within"],
  [{ type: "cost", threshold: 0.01 }, { costUsd: 0.02 }, "fail", "cost-over"],
  [{ type: "cost", threshold: 0.01 }, { costUsd: null }, "error", "cost-unknown"],
  [{ type: "cost", threshold: 0.01, not: true }, { costUsd: null }, "error", "cost-unknown"],
  [{ type: "finish-reason", value: "stop" }, { finishReason: "stop" }, "pass", "finish-is"],
  [{ type: "finish-reason", value: "tool_calls, length" }, { finishReason: "length" }, "pass", "finish-is"],
  [{ type: "finish-reason", value: "content_filter" }, { finishReason: "stop" }, "fail", "finish-is-not"],
  [{ type: "finish-reason", value: "stop" }, { finishReason: null }, "error", "finish-unknown"],
  [{ type: "finish-reason", value: "constructor" }, { finishReason: "stop" }, "error", "bad-check"],

  [{ type: "is-refusal" }, "I’m sorry, but I can’t help with that.", "pass", "refusal-phrase"],
  [{ type: "is-refusal" }, "抱歉，我无法提供这类信息。", "pass", "refusal-phrase"],
  [{ type: "is-refusal" }, " \n", "pass", "refusal-empty"],
  [{ type: "is-refusal" }, { output: "", toolCalls: [call("a", {})] }, "fail", "no-refusal"],
  [{ type: "is-refusal" }, { output: "So", finishReason: "content-filter" }, "pass", "refusal-filtered"],
  [{ type: "is-refusal" }, "I can't help but smile. Sorry for the wait, here it is.", "fail", "no-refusal"],
  [{ type: "is-refusal" }, "抱歉让您久等，这是您的订单。", "fail", "no-refusal"],
  [{ type: "is-refusal" }, "发言人拒绝回答记者的问题。", "fail", "no-refusal"],
  [{ type: "is-refusal" }, "聊累了就换个话题，比如旅行。", "fail", "no-refusal"],
  [{ type: "is-refusal" }, "我拒绝回答这个问题。", "pass", "refusal-phrase"],
  [{ type: "is-refusal", options: { patterns: ["No Way"] } }, "no way!", "pass", "refusal-phrase"],
  [{ type: "is-refusal", not: true }, "Gladly.", "pass", "no-refusal"],

  [
    { type: "tool-call" },
    { toolCalls: [call("weather", { city: "Bonn" })], tools: [weather] },
    "pass",
    "calls-valid",
  ],
  [{ type: "tool-call" }, { toolCalls: [call("weather", {})], tools: [weather] }, "fail", "bad-arguments"],
  [
    { type: "tool-call" },
    { toolCalls: [call("weather", "{city")], tools: [weather] },
    "fail",
    "bad-arguments",
  ],
  [{ type: "tool-call" }, { toolCalls: [call("toString", {})], tools: [weather] }, "fail", "unknown-tool"],
  [{ type: "tool-call" }, { tools: [weather] }, "fail", "no-tool-calls"],
  [{ type: "tool-call" }, { toolCalls: [call("weather", {})] }, "error", "no-tools"],
  [
    { type: "tool-call", value: "a, b", options: { mode: "names-f1" } },
    { toolCalls: [call("b", {}), call("a", {}), call("a", {})] },
    "pass",
    "tool-names",
  ],
  [
    { type: "tool-call", value: ["a"], options: { mode: "names-f1" } },
    { toolCalls: [call("a", {}), call("c", {})] },
    "fail",
    "tool-names",
  ],
  [{ type: "tool-call", options: { mode: "names-f1" } }, {}, "error", "bad-check"],
  [
    { type: "tool-call", value: expectedCalls, options: { mode: "arguments" } },
    { toolCalls: [call("find", { q: "x", n: 5 }), call("log", {}), call("open", { id: 1 })] },
    "pass",
    "calls-match",
  ],
  [
    { type: "tool-call", value: expectedCalls, options: { mode: "arguments" } },
    { toolCalls: [call("open", { id: 1 }), call("find", { q: "x" })] },
    "fail",
    "calls-differ",
  ],
  [
    { type: "tool-call", value: expectedCalls, options: { mode: "arguments", order: "exact" } },
    { toolCalls: [call("find", { q: "x" }), call("log", {}), call("open", { id: 1 })] },
    "fail",
    "calls-differ",
  ],
  [
    { type: "tool-call", value: expectedCalls, options: { mode: "arguments", args: "exact" } },
    { toolCalls: [call("find", { q: "x", n: 5 }), call("open", { id: 1 })] },
    "fail",
    "calls-differ",
  ],
  [
    { type: "tool-call", value: expectedCalls, options: { mode: "arguments", args: "exact", ignore: ["n"] } },
    { toolCalls: [call("find", { q: "x", n: 5 }), call("open", { id: 1 })] },
    "pass",
    "calls-match",
  ],

  [
    { type: "tool-call", value: [], options: { mode: "arguments" } },
    { toolCalls: [call("find", {})] },
    "error",
    "bad-check",
  ],
  [
    { type: "tool-call", value: [], options: { mode: "arguments", order: "exact" } },
    { toolCalls: [call("find", {})] },
    "fail",
    "calls-differ",
  ],
  [
    { type: "tool-call", value: expectedCalls, options: { mode: "arguments" }, not: true },
    { toolCalls: [call("find", `{"q":${"[".repeat(200)}${"]".repeat(200)}}`)] },
    "error",
    "json-too-deep",
  ],

  [{ type: "javascript", value: "output.length > 1" }, "xx", "skipped", "not-enabled"],
  [{ type: "javascript", value: "true", options: { enabled: "true" } }, "xx", "skipped", "not-enabled"],
  [
    { type: "javascript", value: "output.length > 1", options: { enabled: true } },
    "xx",
    "pass",
    "script-passes",
  ],
  [
    { type: "javascript", value: "context.vars.n === 2", options: { enabled: true } },
    { inputs: { n: 2 } },
    "pass",
    "script-passes",
  ],
  [
    { type: "javascript", value: "'{{code}}' === '{{' + 'code}}'", options: { enabled: true } },
    { inputs: { code: "' + x + '" } },
    "pass",
    "script-passes",
  ],
  [
    { type: "javascript", value: "0.4", options: { enabled: true }, threshold: 0.5 },
    "",
    "fail",
    "script-fails",
  ],
  [{ type: "javascript", value: "0.4", options: { enabled: true } }, "", "pass", "script-passes"],
  [{ type: "javascript", value: "0/0", options: { enabled: true } }, "", "error", "script-no-verdict"],
  [{ type: "javascript", value: "'yes'", options: { enabled: true } }, "", "error", "script-no-verdict"],
  [
    { type: "javascript", value: "({pass: false, score: 1})", options: { enabled: true } },
    "",
    "fail",
    "script-fails",
  ],
  [
    { type: "javascript", value: "({pass: true, score: 0.2})", options: { enabled: true }, threshold: 0.5 },
    "",
    "fail",
    "script-fails",
  ],
  [
    { type: "javascript", value: "({pass: 'true'})", options: { enabled: true } },
    "",
    "error",
    "script-no-verdict",
  ],
  [{ type: "javascript", value: "nowhere()", options: { enabled: true } }, "", "error", "script-threw"],
  [
    { type: "javascript", value: "nowhere()", options: { enabled: true }, not: true },
    "",
    "error",
    "script-threw",
  ],

  [{ type: "human" }, "x", "skipped", "not-rated"],
  [{ type: "human" }, { marks: [mark("thumb", "up")] }, "pass", "people-pass"],
  [{ type: "human" }, { marks: [mark("thumb", "up"), mark("thumb", "down")] }, "fail", "people-fail"],
  [{ type: "human" }, { marks: [mark("thumb", "")] }, "skipped", "not-rated"],
  [
    { type: "human", metric: "tone" },
    { marks: [mark("thumb", "down"), mark("thumb", "up", "tone")] },
    "pass",
    "people-pass",
  ],
  [{ type: "human", metric: "tone" }, { marks: [mark("thumb", "down")] }, "fail", "people-fail"],
  [{ type: "human", options: { kind: "stars" } }, { marks: [mark("stars", "4")] }, "pass", "people-pass"],
  [
    { type: "human", options: { kind: "stars", passAt: 5 } },
    { marks: [mark("stars", "4")] },
    "fail",
    "people-fail",
  ],
  [
    { type: "human", options: { kind: "label", values: ["bad", "ok", "good"], passAt: "ok" } },
    { marks: [mark("label", "ok")] },
    "pass",
    "people-pass",
  ],
  [
    { type: "human", options: { kind: "label", values: ["bad", "ok"] } },
    { marks: [mark("label", "odd")] },
    "error",
    "unknown-mark",
  ],
  [{ type: "human", options: { kind: "label" } }, { marks: [mark("label", "ok")] }, "error", "bad-check"],

  [{ type: "unsupported", value: "meteor(0.5):x", not: true }, "x", "skipped", "unsupported"],
  [{ type: "llm-rubric", value: "is polite" }, "x", "error", "needs-model"],
];
