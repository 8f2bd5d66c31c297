import type { z } from "zod";
import type { Check, CheckType } from "../../model/check.ts";
import type { checkDefinitions } from "../definitions.ts";
import { broken, type Outcome } from "../outcome.ts";
import type { ReasonCode } from "../reasons.ts";
import type { CheckSubject, Isolated, IsolatedFault } from "../subject.ts";

type Definitions = typeof checkDefinitions;

/** What an evaluator is asked: everything read, rendered and transformed. */
export interface Asked<T extends CheckType> {
  check: Check;
  /** The reply after the check's transforms. */
  output: string;
  value: z.output<Definitions[T]["value"]>;
  options: z.output<Definitions[T]["options"]>;
  /** The check's, else the type's own. */
  threshold: number | null;
  subject: CheckSubject;
  isolated: Isolated;
}

/** Answers at once where nothing isolated is needed. */
export type Evaluator<T extends CheckType> = (asked: Asked<T>) => Outcome | Promise<Outcome>;

export const isFault = (answer: object | null): answer is IsolatedFault =>
  answer !== null && "fault" in answer;

/** `invalid`: what to say where the pattern, schema or script itself is wrong. */
export function faultOutcome({ fault, message }: IsolatedFault, invalid: ReasonCode): Outcome {
  if (fault === "timeout") return broken("too-slow");
  if (fault === "memory") return broken("too-much-memory");
  return broken(fault === "invalid" ? invalid : "check-crashed", { message });
}
