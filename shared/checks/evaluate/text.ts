import { areEqual, maxJsonDepth, readJson } from "../measures/json.ts";
import { broken, decided, type Outcome, reaches } from "../outcome.ts";
import { reason } from "../reasons.ts";
import { asText } from "../value-readers.ts";
import { type Asked, faultOutcome, isFault } from "./asked.ts";

export function evaluateEquals({ output, value, options }: Asked<"equals">): Outcome {
  if (typeof value === "object" && value !== null) return equalsJson(output, value);
  const wanted = asText(value);
  const read = (text: string): string => {
    const trimmed = options.trim ? text.trim() : text;
    return options.ignoreCase ? trimmed.toLowerCase() : trimmed;
  };
  const isEqual = read(output) === read(wanted);
  return decided(isEqual, reason(isEqual ? "equal" : "not-equal", { wanted }));
}

/** Key order does not count. */
function equalsJson(output: string, value: object): Outcome {
  const reply = readJson(output);
  if (reply.kind === "too-deep") return broken("json-too-deep", { limit: maxJsonDepth });
  if (reply.kind === "not-json") return decided(false, reason("not-json", { message: reply.message }));
  const isEqual = areEqual(reply.value, value);
  return decided(isEqual, reason(isEqual ? "equal" : "not-equal", { wanted: JSON.stringify(value) }));
}

type OneText = Pick<Asked<"contains">, "output" | "value">;
type ManyTexts = Pick<Asked<"contains-any">, "output" | "value" | "threshold">;

const lower = (text: string): string => text.toLowerCase();
const asIs = (text: string): string => text;

const contains =
  (read: typeof lower) =>
  ({ output, value }: OneText): Outcome => {
    if (value === "") return broken("empty-value");
    const isFound = read(output).includes(read(value));
    return decided(isFound, reason(isFound ? "contains" : "contains-not", { wanted: value }));
  };

const containsAny =
  (read: typeof lower) =>
  ({ output, value }: ManyTexts): Outcome => {
    const text = read(output);
    const found = value.find((item) => text.includes(read(item)));
    return found === undefined
      ? decided(false, reason("contains-none", { wanted: value.join(", ") }))
      : decided(true, reason("contains-any", { found }));
  };

const containsAll =
  (read: typeof lower) =>
  ({ output, value, threshold }: ManyTexts): Outcome => {
    const text = read(output);
    const missing = value.filter((item) => !text.includes(read(item)));
    const found = value.length - missing.length;
    const score = found / value.length;
    return decided(
      reaches(score, threshold ?? 1),
      missing.length === 0
        ? reason("contains-all", { count: value.length })
        : reason("contains-some", { found, count: value.length, missing: missing.join(", ") }),
      { score },
    );
  };

const atEnd =
  (which: "starts" | "ends") =>
  ({ output, value }: OneText): Outcome => {
    if (value === "") return broken("empty-value");
    const isThere = which === "starts" ? output.startsWith(value) : output.endsWith(value);
    return decided(isThere, reason(`${which}-${isThere ? "with" : "otherwise"}`, { wanted: value }));
  };

async function evaluateRegex({ output, value, options, isolated }: Asked<"regex">): Promise<Outcome> {
  if (value === "") return broken("empty-value");
  const answer = await isolated.match({ pattern: value, flags: options.flags, text: output });
  if (isFault(answer)) return faultOutcome(answer, "bad-regex");
  const pattern = `/${value}/${options.flags}`;
  return answer === null
    ? decided(false, reason("matches-nothing", { pattern }))
    : decided(true, reason("matches", { pattern, found: answer.groups[0] ?? "" }), {
        detail: { index: answer.index },
      });
}

export const textEvaluators = {
  equals: evaluateEquals,
  contains: contains(asIs),
  icontains: contains(lower),
  "contains-any": containsAny(asIs),
  "contains-all": containsAll(asIs),
  "icontains-any": containsAny(lower),
  "icontains-all": containsAll(lower),
  "starts-with": atEnd("starts"),
  "ends-with": atEnd("ends"),
  regex: evaluateRegex,
};
