import type { CheckTransform } from "../model/check.ts";
import { faultOutcome, isFault } from "./evaluate/asked.ts";
import { maxJsonDepth, readJson } from "./measures/json.ts";
import { queryPath } from "./measures/json-path.ts";
import { broken, type Outcome } from "./outcome.ts";
import type { Isolated } from "./subject.ts";

export type Transformed = { text: string } | Outcome;

/** What a check sees of a reply. A step that cannot be done is an error of the check: it has nothing to look at. */
export function applyTransforms(
  output: string,
  steps: readonly CheckTransform[],
  isolated: Isolated,
  from = 0,
): Transformed | Promise<Transformed> {
  let text = output;
  for (const [index, step] of steps.entries()) {
    if (index < from) continue;
    if (step.kind === "trim") text = text.trim();
    else if (step.kind === "lower") text = text.toLowerCase();
    else if (step.kind === "json-path") {
      const found = valueAt(text, step.path, index + 1);
      if ("kind" in found) return found;
      text = found.text;
    } else {
      return matchGroup(text, step, index + 1, isolated).then((found) =>
        "kind" in found ? found : applyTransforms(found.text, steps, isolated, index + 1),
      );
    }
  }
  return { text };
}

/** One value as text or JSON; several as a JSON list. */
function valueAt(text: string, path: string, step: number): Transformed {
  const reply = readJson(text);
  if (reply.kind === "too-deep") return broken("json-too-deep", { limit: maxJsonDepth });
  if (reply.kind === "not-json") return broken("transform-not-json", { step });
  const found = queryPath(path, reply.value, text.length);
  if (!found.ok) return broken("bad-path", { message: found.message });
  if (found.values.length === 0) return broken("transform-nothing", { step, path });
  const value = found.values.length === 1 ? found.values[0] : found.values;
  return { text: typeof value === "string" ? value : JSON.stringify(value) };
}

async function matchGroup(
  text: string,
  { pattern, flags, group }: Extract<CheckTransform, { kind: "regex" }>,
  step: number,
  isolated: Isolated,
): Promise<Transformed> {
  const answer = await isolated.match({ pattern, flags, text });
  if (isFault(answer)) return faultOutcome(answer, "bad-regex");
  const found = answer?.groups[group];
  return found === undefined
    ? broken("transform-no-match", { step, pattern: `/${pattern}/${flags}` })
    : { text: found };
}
