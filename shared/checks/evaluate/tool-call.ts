import type { ToolCall } from "../../model/run.ts";
import type { ExpectedCall } from "../definitions/calls.ts";
import { areEqual, isObject, maxJsonDepth, readJson } from "../measures/json.ts";
import { broken, decided, type Outcome, reaches } from "../outcome.ts";
import { reason } from "../reasons.ts";
import { type Asked, faultOutcome, isFault } from "./asked.ts";

type CallAsked = Asked<"tool-call">;

export function evaluateToolCall(asked: CallAsked): Outcome | Promise<Outcome> {
  const { mode } = asked.options;
  if (mode === "valid") return everyCallIsValid(asked);
  if (asked.value === null) return broken("bad-check", { why: "it names no call." });
  return mode === "names-f1" ? namesOverlap(asked, asked.value) : callsAgree(asked, asked.value);
}

/** Every call names a tool of the prompt and fits its JSON Schema. */
async function everyCallIsValid({ subject, isolated }: CallAsked): Promise<Outcome> {
  const { toolCalls, tools } = subject;
  if (toolCalls.length === 0) return decided(false, reason("no-tool-calls"));
  if (tools.length === 0) return broken("no-tools");
  for (const { name, arguments: written } of toolCalls) {
    const tool = tools.find((one) => one.name === name);
    if (tool === undefined) return decided(false, reason("unknown-tool", { name }));
    const read = readJson(written);
    if (read.kind === "too-deep") return broken("json-too-deep", { limit: maxJsonDepth });
    if (read.kind === "not-json") {
      return decided(false, reason("bad-arguments", { name, message: read.message }));
    }
    const answer = await isolated.validate({ schema: tool.parameters, value: read.value });
    if (isFault(answer)) return faultOutcome(answer, "bad-schema");
    const [first] = answer.errors;
    if (first !== undefined) {
      const message = `${first.path} ${first.message}`.trim();
      return decided(false, reason("bad-arguments", { name, message }), {
        detail: { errors: answer.errors.slice(0, 20).map((error) => ({ ...error })) },
      });
    }
  }
  return decided(true, reason("calls-valid", { count: toolCalls.length }));
}

/** F1 of the set of names called against the set expected: 2·P·R / (P + R). */
function namesOverlap({ subject, threshold }: CallAsked, expected: readonly ExpectedCall[]): Outcome {
  const called = new Set(subject.toolCalls.map(({ name }) => name));
  const wanted = new Set(expected.map(({ name }) => name));
  const shared = [...wanted].filter((name) => called.has(name)).length;
  const f1 = called.size + wanted.size === 0 ? 1 : (2 * shared) / (called.size + wanted.size);
  const list = (names: string[]) => (names.length === 0 ? "–" : names.join(", "));
  const params = {
    called: list([...called]),
    missing: list([...wanted].filter((name) => !called.has(name))),
    extra: list([...called].filter((name) => !wanted.has(name))),
    f1,
  };
  return decided(reaches(f1, threshold ?? 1), reason("tool-names", params), { score: f1, detail: { f1 } });
}

/**
 * The share of the expected calls that were made, in their order. `exact` order also counts every call that was not
 * expected: the share is then of the longer of both lists.
 */
function callsAgree({ subject, options, threshold }: CallAsked, expected: readonly ExpectedCall[]): Outcome {
  const ignored = new Set(options.ignore ?? []);
  const made = subject.toolCalls;
  // With other calls allowed between them no calls at all would be found in any reply.
  if (expected.length === 0 && options.order === "in_order") {
    return broken("bad-check", { why: "it names no call." });
  }
  if (made.some((call) => readJson(call.arguments).kind === "too-deep")) {
    return broken("json-too-deep", { limit: maxJsonDepth });
  }
  const agrees = (call: ToolCall, wanted: ExpectedCall) =>
    call.name === wanted.name && argumentsAgree(call.arguments, wanted.arguments, options.args, ignored);
  const found =
    options.order === "exact"
      ? expected.filter((wanted, at) => made[at] !== undefined && agrees(made[at], wanted)).length
      : inOrder(made, expected, agrees);
  const count = options.order === "exact" ? Math.max(expected.length, made.length) : expected.length;
  const score = count === 0 ? 1 : found / count;
  return decided(
    reaches(score, threshold ?? 1),
    score === 1
      ? reason("calls-match", { count: expected.length })
      : reason("calls-differ", { found, count: expected.length, made: made.length }),
    { score },
  );
}

function argumentsAgree(
  written: string,
  wanted: ExpectedCall["arguments"],
  args: "partial" | "exact",
  ignored: ReadonlySet<string>,
): boolean {
  const read = readJson(written.trim() === "" ? "{}" : written);
  if (read.kind !== "json" || !isObject(read.value)) return false;
  const given = read.value;
  const isCounted = (key: string) => !ignored.has(key);
  const expectedKeys = Object.keys(wanted).filter(isCounted);
  if (args === "exact" && Object.keys(given).filter(isCounted).length !== expectedKeys.length) return false;
  return expectedKeys.every((key) => Object.hasOwn(given, key) && areEqual(given[key], wanted[key]));
}

/** The most expected calls that can be found one after the other: their longest common subsequence. */
function inOrder(
  made: readonly ToolCall[],
  expected: readonly ExpectedCall[],
  agrees: (call: ToolCall, wanted: ExpectedCall) => boolean,
): number {
  let above = new Array<number>(expected.length + 1).fill(0);
  for (const call of made) {
    const row = [0];
    for (const [at, wanted] of expected.entries()) {
      const longest = Math.max(above[at + 1] ?? 0, row[at] ?? 0);
      row.push(agrees(call, wanted) ? Math.max(longest, (above[at] ?? 0) + 1) : longest);
    }
    above = row;
  }
  return above.at(-1) ?? 0;
}
