import type { JsonSchema } from "../../model/content.ts";
import { findJson } from "../measures/find-json.ts";
import { maxJsonDepth, readJson } from "../measures/json.ts";
import { broken, decided, type Outcome } from "../outcome.ts";
import { reason } from "../reasons.ts";
import type { Isolated } from "../subject.ts";
import { type Asked, faultOutcome, isFault } from "./asked.ts";

/** Of a schema's errors, as many as are worth reading. */
const maxErrors = 20;

/** Without a schema of its own the check takes the prompt's, but for `not-is-json`: that means no JSON at all. */
export function evaluateIsJson({
  check,
  output,
  value,
  subject,
  isolated,
}: Asked<"is-json">): Outcome | Promise<Outcome> {
  const reply = readJson(output);
  if (reply.kind === "too-deep") return broken("json-too-deep", { limit: maxJsonDepth });
  if (reply.kind === "not-json") return decided(false, reason("not-json", { message: reply.message }));
  const schema = value ?? (check.not ? null : subject.outputSchema);
  return schema === null ? decided(true, reason("json")) : validated(schema, reply.value, isolated);
}

/** With a schema: one of the objects and lists in the text must fit it. */
export function evaluateContainsJson({
  output,
  value: schema,
  isolated,
}: Asked<"contains-json">): Outcome | Promise<Outcome> {
  const search = findJson(output);
  if (!search.ok) return broken("too-many-brackets");
  const [first] = search.found;
  if (first === undefined) return decided(false, reason("no-json-found"));
  return schema === null ? decided(true, reason("json-found")) : anyValidated(schema, search.found, isolated);
}

async function anyValidated(
  schema: JsonSchema | boolean,
  values: readonly unknown[],
  isolated: Isolated,
): Promise<Outcome> {
  let first: Outcome | null = null;
  for (const value of values) {
    const outcome = await validated(schema, value, isolated);
    if (outcome.kind !== "decided" || outcome.passed) return outcome;
    first ??= outcome;
  }
  return first ?? decided(false, reason("no-json-found"));
}

/** Whether a value fits its schema, with the places where it does not in `detail`. */
async function validated(schema: JsonSchema | boolean, value: unknown, isolated: Isolated): Promise<Outcome> {
  const answer = await isolated.validate({ schema, value });
  if (isFault(answer)) return faultOutcome(answer, "bad-schema");
  const [first] = answer.errors;
  if (first === undefined) return decided(true, reason("schema-valid"));
  return decided(
    false,
    reason("schema-mismatch", {
      count: answer.errors.length,
      path: first.path === "" ? "/" : first.path,
      message: first.message,
    }),
    { detail: { errors: answer.errors.slice(0, maxErrors).map(({ path, message }) => ({ path, message })) } },
  );
}
