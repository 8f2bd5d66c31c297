import { LatheError } from "#shared/contract/errors.ts";
import type { ParsedInput } from "#shared/contract/operations.ts";
import type { Mark, MarkKind } from "#shared/model/test-run.ts";
import type { Ports } from "../ports.ts";
import type { TestContext } from "./context.ts";
import { findAttemptRun, insertMark } from "./marks-store.ts";
import { attemptNotFound } from "./results-attempt.ts";

/** Keeps what a person says of a reply; an empty value takes back what they said before. Nothing is overwritten. */
export function markAttempt(context: TestContext, input: ParsedInput<"tests.mark">): Mark {
  const { db, ports, publish } = context;
  const testRunId = findAttemptRun(db, input.attempt);
  if (testRunId === undefined) throw attemptNotFound();
  const mark = insertMark(db, {
    attempt: input.attempt,
    rater: input.rater.trim() || usualRater(ports),
    kind: input.kind,
    value: markValue(input.kind, input.value.trim()),
    metric: input.metric,
    note: input.note,
    at: new Date(ports.clock.now()).toISOString(),
  });
  publish({ type: "test.marked", testRunId });
  return mark;
}

function markValue(kind: MarkKind, value: string): string {
  const fits = {
    thumb: /^(up|down)?$/,
    stars: /^[1-5]?$/,
    label: /^[^\p{Control}]*$/u,
  }[kind];
  if (fits.test(value)) return value;
  throw new LatheError({
    code: "tests.mark-invalid",
    message: {
      thumb: `A thumb is “up” or “down”, not “${value}”.`,
      stars: `Stars are a whole number from 1 to 5, not “${value}”.`,
      label: "A label is one line of text.",
    }[kind],
    details: { kind, value },
  });
}

/** Whoever sits at this computer, until they say who they are. */
const usualRater = ({ environment }: Ports): string =>
  (environment("USER") || environment("USERNAME") || "me").slice(0, 100);
