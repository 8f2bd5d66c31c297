import type { Reply } from "#shared/model/run.ts";
import { cutText } from "#shared/text/cut-text.ts";
import { findUnsafeKey } from "#shared/text/json-text.ts";
import type { AnswerOf, Field, Shape } from "./answer-shape.ts";
import { JudgeFault, mendable } from "./judge-fault.ts";

/**
 * The judge's answer, or a `JudgeFault` that names what is wrong with it. Nothing is guessed: a score of "0.8", of 8 out of
 * 10, or in the middle of prose is no score.
 */
export function readAnswer<S extends Shape>(
  reply: Pick<Reply, "text" | "finishReason">,
  shape: S,
): AnswerOf<S> {
  const text = reply.text.trim();
  if (reply.finishReason === "content-filter") throw new JudgeFault("judge-withheld");
  if (reply.finishReason === "length") throw new JudgeFault("judge-cut-off");
  if (text === "") throw mendable("judge-empty");
  return readFields(parse(text), shape, "") as AnswerOf<S>;
}

/** The whole answer, or the whole of one code block and nothing else. */
function parse(text: string): unknown {
  const json = /^```(?:json)?\s*\n([\s\S]*?)\n\s*```$/i.exec(text)?.[1] ?? text;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    const params = { said: text.replace(/\s+/g, " ") };
    throw refusal.test(text) ? new JudgeFault("judge-refused", params) : mendable("judge-not-json", params);
  }
  const unsafe = findUnsafeKey(json);
  if (unsafe !== null) throw mendable("judge-two-answers", { field: unsafe.path });
  return value;
}

/** Of one text in an answer: results are kept by the hundred thousand. */
const maxText = 2_000;

const refusal =
  /^(?:i(?:'|’)?m sorry|i am sorry|sorry|i can(?:no|'|’)t|i cannot|i won(?:'|’)t|i(?:'|’)?m (?:not able|unable)|as an ai\b|unfortunately,? i|抱歉|对不起|很抱歉|我(?:无法|不能|不便))/i;

function readFields(value: unknown, shape: Shape, path: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongType(path);
  const given = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(shape).map(([name, field]) => {
      const at = path === "" ? name : `${path}.${name}`;
      if (!Object.hasOwn(given, name) || given[name] === null)
        throw mendable("judge-missing-field", { field: at });
      return [name, readField(given[name], field, at)];
    }),
  );
}

function readField(value: unknown, field: Field, at: string): unknown {
  if (field === "text") {
    if (typeof value !== "string") throw wrongType(at);
    if (value.trim() === "") throw mendable("judge-missing-field", { field: at });
    return cutText(value.trim(), maxText);
  }
  if (field === "boolean") {
    if (typeof value !== "boolean") throw wrongType(at);
    return value;
  }
  if (field === "share") {
    if (typeof value !== "number") throw wrongType(at);
    if (value >= 0 && value <= 1) return value;
    throw mendable("judge-out-of-range", { field: at, value: String(value) });
  }
  if (field === "texts")
    return list(value, at).map((one, place) => readField(one, "text", `${at}[${place}]`));
  if ("each" in field)
    return list(value, at).map((one, place) => readFields(one, field.each, `${at}[${place}]`));
  if (typeof value === "string" && field.includes(value)) return value;
  throw wrongType(at);
}

function list(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) throw wrongType(at);
  return value;
}

const wrongType = (at: string): JudgeFault => mendable("judge-wrong-type", { field: at === "" ? "{}" : at });
