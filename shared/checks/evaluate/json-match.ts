import { isObject, maxJsonDepth, readJson, signature } from "../measures/json.ts";
import { broken, decided, type Outcome, reaches } from "../outcome.ts";
import { reason } from "../reasons.ts";
import type { Asked } from "./asked.ts";

type MatchAsked = Asked<"json-match">;
/** Whether each compared part agrees, by its name. */
type Parts = Map<string, boolean>;

const maxNamed = 20;

/**
 * Compares the reply's JSON with the expected one part by part, after openevals' `json_match`: of an object each key that
 * either of them has, of a list each item, of anything else the whole. The score is the mean over the parts.
 */
export function evaluateJsonMatch(asked: MatchAsked): Outcome {
  const reply = readJson(asked.output);
  if (reply.kind === "too-deep") return broken("json-too-deep", { limit: maxJsonDepth });
  if (reply.kind === "not-json") return decided(false, reason("not-json", { message: reply.message }));
  const parts = compare(reply.value, asked.value, asked.options);
  const wrong = [...parts].filter(([, agrees]) => !agrees).map(([name]) => name);
  const matched = parts.size - wrong.length;
  // Two empty objects agree.
  const score = parts.size === 0 ? 1 : matched / parts.size;
  const because =
    wrong.length === 0
      ? reason("json-matches", { count: parts.size })
      : reason("json-differs", {
          matched,
          count: parts.size,
          parts: wrong.slice(0, maxNamed).join(", "),
        });
  return decided(reaches(score, asked.threshold ?? 1), because, {
    score,
    detail: wrong.length === 0 ? null : { different: wrong.slice(0, maxNamed) },
  });
}

type Options = MatchAsked["options"];

function compare(reply: unknown, wanted: unknown, options: Options): Parts {
  const without = new Set(options.excludeKeys ?? []);
  if (isObject(reply) && isObject(wanted)) return compareObjects(reply, wanted, options, without);
  if (Array.isArray(reply) && Array.isArray(wanted)) return compareLists(reply, wanted, options, without);
  return new Map([["$", sign(reply, options, without) === sign(wanted, options, without)]]);
}

/** Within a part lists are compared in any order unless their order counts. */
const sign = (value: unknown, { list }: Options, without: ReadonlySet<string>): string =>
  signature(value, { without, anyOrder: list !== "ordered" });

function compareObjects(
  reply: Record<string, unknown>,
  wanted: Record<string, unknown>,
  options: Options,
  without: ReadonlySet<string>,
): Parts {
  const keys = new Set([...Object.keys(wanted), ...(options.ignoreExtra ? [] : Object.keys(reply))]);
  const parts: Parts = new Map();
  for (const key of keys) {
    if (without.has(key)) continue;
    const hasBoth = Object.hasOwn(reply, key) && Object.hasOwn(wanted, key);
    parts.set(key, hasBoth && agree(reply[key], wanted[key], options, without));
  }
  return parts;
}

/** A list under a key agrees when all of its items do. */
function agree(reply: unknown, wanted: unknown, options: Options, without: ReadonlySet<string>): boolean {
  if (Array.isArray(reply) && Array.isArray(wanted)) {
    return [...compareLists(reply, wanted, options, without).values()].every((agrees) => agrees);
  }
  return sign(reply, options, without) === sign(wanted, options, without);
}

/**
 * ordered: place by place. same: each item of either list has its partner in the other. superset: each expected item has
 * one in the reply. subset: each item of the reply has one among the expected.
 */
function compareLists(
  reply: readonly unknown[],
  wanted: readonly unknown[],
  options: Options,
  without: ReadonlySet<string>,
): Parts {
  const own = reply.map((item) => sign(item, options, without));
  const others = wanted.map((item) => sign(item, options, without));
  if (options.list === "ordered") {
    const parts: Parts = new Map();
    for (let at = 0; at < Math.max(own.length, others.length); at++) {
      parts.set(`[${at}]`, own[at] !== undefined && own[at] === others[at]);
    }
    return parts;
  }
  if (options.list === "subset") return partnered(own, counted(others));
  const pool = counted(own);
  const parts = partnered(others, pool);
  if (options.list === "same") {
    const extra = [...pool.values()].reduce((sum, count) => sum + count, 0);
    for (let at = 0; at < extra; at++) parts.set(`[+${at + 1}]`, false);
  }
  return parts;
}

/** Gives each item its partner out of the pool, which keeps what is left over. */
function partnered(items: readonly string[], pool: Map<string, number>): Parts {
  const parts: Parts = new Map();
  for (const [at, item] of items.entries()) {
    const count = pool.get(item) ?? 0;
    if (count > 0) pool.set(item, count - 1);
    parts.set(`[${at}]`, count > 0);
  }
  return parts;
}

function counted(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
