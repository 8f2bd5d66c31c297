import { areEqual, maxJsonDepth, readJson, shown } from "../measures/json.ts";
import { queryPath } from "../measures/json-path.ts";
import { broken, decided, type Outcome } from "../outcome.ts";
import { type ReasonCode, type ReasonParams, reason } from "../reasons.ts";
import { asText } from "../value-readers.ts";
import { type Asked, faultOutcome, isFault } from "./asked.ts";

type PathAsked = Asked<"json-path">;

/** Values that are put to a pattern; each is a message to the worker. */
const maxMatched = 1_000;

export function evaluateJsonPath(asked: PathAsked): Outcome | Promise<Outcome> {
  const { output, value: path, options } = asked;
  const reply = readJson(output);
  if (reply.kind === "too-deep") return broken("json-too-deep", { limit: maxJsonDepth });
  if (reply.kind === "not-json") return decided(false, reason("not-json", { message: reply.message }));
  const found = queryPath(path, reply.value, output.length);
  if (!found.ok) return broken("bad-path", { message: found.message });
  const [first] = found.values;
  if (found.values.length === 0) return decided(!options.exists, reason("nothing-at-path", { path }));
  if (!options.exists) return decided(false, reason("path-exists", { path }));

  const faults = found.values.map((value) => faultOf(value, asked));
  if (options.regex === undefined) return outcomeOf(faults, first, asked);
  return matchEach(found.values, faults, asked);
}

interface Fault {
  code: ReasonCode;
  params: ReasonParams;
}

function faultOf(value: unknown, { value: path, options }: PathAsked): Fault | null {
  const { equals, min, max } = options;
  const found = shown(value);
  if (equals !== undefined && !equalsValue(value, equals)) {
    return { code: "path-differs", params: { path, found, wanted: shown(equals) } };
  }
  if (min === undefined && max === undefined) return null;
  if (typeof value !== "number") return { code: "path-no-number", params: { path, found } };
  if (min !== undefined && value < min) return { code: "path-below", params: { path, found: value, min } };
  if (max !== undefined && value > max) return { code: "path-above", params: { path, found: value, max } };
  return null;
}

/** A text from a table of cases also equals the number or truth value that it is the text of. */
const equalsValue = (value: unknown, wanted: unknown): boolean =>
  areEqual(value, wanted) ||
  (typeof wanted === "string" &&
    (typeof value === "number" || typeof value === "boolean") &&
    String(value) === wanted);

function outcomeOf(
  faults: readonly (Fault | null)[],
  first: unknown,
  { value: path, options }: PathAsked,
): Outcome {
  const passed = options.which === "every" ? faults.every((fault) => fault === null) : faults.includes(null);
  const fault = passed ? null : (faults.find((one) => one !== null) ?? null);
  return fault === null
    ? decided(true, reason("path-holds", { path, found: shown(first) }))
    : decided(false, reason(fault.code, fault.params));
}

async function matchEach(
  values: readonly unknown[],
  faults: (Fault | null)[],
  asked: PathAsked,
): Promise<Outcome> {
  const { options, value: path, isolated } = asked;
  const { regex: pattern = "", flags } = options;
  if (values.length > maxMatched) return broken("too-long", { length: values.length, limit: maxMatched });
  for (const [index, value] of values.entries()) {
    if (faults[index] !== null) continue;
    const answer = await isolated.match({ pattern, flags, text: asText(value) });
    if (isFault(answer)) return faultOutcome(answer, "bad-regex");
    if (answer === null) {
      const params = { path, found: shown(value), pattern: `/${pattern}/${flags}` };
      faults[index] = { code: "path-no-match", params };
    }
  }
  return outcomeOf(faults, values[0], asked);
}
