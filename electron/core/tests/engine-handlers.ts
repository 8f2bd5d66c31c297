import { LatheError } from "#shared/contract/errors.ts";
import type { testOperations } from "#shared/contract/tests.ts";
import type { HandlersOf } from "../router.ts";
import type { TestContext } from "./context.ts";

const notBuilt = (): never => {
  throw new LatheError({ code: "host.internal", message: "Not built yet." });
};

type EngineOperations = Pick<
  typeof testOperations,
  | "tests.estimate"
  | "tests.start"
  | "tests.pause"
  | "tests.resume"
  | "tests.cancel"
  | "tests.retry-errors"
  | "tests.rescore"
  | "tests.follow"
>;

export function engineHandlers(_context: TestContext): HandlersOf<EngineOperations> {
  return {
    "tests.estimate": notBuilt,
    "tests.start": notBuilt,
    "tests.pause": notBuilt,
    "tests.resume": notBuilt,
    "tests.cancel": notBuilt,
    "tests.retry-errors": notBuilt,
    "tests.rescore": notBuilt,
    "tests.follow": notBuilt,
  };
}

/** A test run whose program is gone stands still, and can be resumed. */
export function closeInterruptedTests(_context: TestContext, _options: { atStart?: boolean } = {}): void {}

/** Before the database is closed: each run stores what it has and can be resumed later. */
export async function stopAllTests(_context: TestContext): Promise<void> {}
