import { type PromptSpec, promptSpec } from "../model/spec.ts";
import { type Fields, isFields, specOfFields } from "./spec-fields.ts";
import { isBlank } from "./wording.ts";

export type SpecReading =
  | { ok: true; spec: PromptSpec; leftOut: string[] }
  /** `fault`: English, for the model that is asked again. */
  | { ok: false; fault: string };

/**
 * The spec in a model's reply, leniently: a fence and words around the JSON, other spellings of keys, constraints as bare
 * texts, and values of the wrong kind do no harm. What does not fit is left out and named; without a task it is no spec.
 */
export function readSpecReply(reply: string, writtenIn: PromptSpec["writtenIn"]): SpecReading {
  const json = objectIn(reply);
  if (json === null) return { ok: false, fault: "there is no whole JSON object in it." };
  const whole = isFields(json.spec) ? json.spec : json;
  const { spec, leftOut } = specOfFields(whole, writtenIn);
  if (isBlank(spec.task)) return { ok: false, fault: "the spec has no task." };
  const parsed = promptSpec.safeParse(spec);
  return parsed.success
    ? { ok: true, spec: parsed.data, leftOut }
    : { ok: false, fault: `${parsed.error.issues[0]?.path.join(".") ?? ""} does not fit.` };
}

/** The first object that is whole, beginning with the outermost. */
function objectIn(reply: string): Fields | null {
  let tried = 0;
  for (let start = reply.indexOf("{"); start >= 0 && tried < 20; start = reply.indexOf("{", start + 1)) {
    tried += 1;
    const end = endOfObject(reply, start);
    if (end === null) continue;
    try {
      const read: unknown = JSON.parse(reply.slice(start, end));
      if (isFields(read)) return read;
    } catch {
      // Not this brace: what stands before the JSON may hold one.
    }
  }
  return null;
}

function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  let isInText = false;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (isInText) {
      if (sign === "\\") at += 1;
      else if (sign === '"') isInText = false;
    } else if (sign === '"') isInText = true;
    else if (sign === "{") depth += 1;
    else if (sign === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}
