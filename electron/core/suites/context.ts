import { LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { SuiteId } from "#shared/model/ids.ts";
import type { Ports } from "../ports.ts";
import type { PromptContext } from "../prompts/index.ts";
import type { ModelCaller } from "../providers/index.ts";
import type { Database } from "../store/database.ts";
import { findSuite, type SuiteRow } from "./suite-store.ts";

export interface SuiteContext {
  db: Database;
  ports: Ports;
  publish: (event: LatheEvent) => void;
  prompts: PromptContext;
  models: ModelCaller;
}

export const timeOf = ({ ports }: SuiteContext): string => new Date(ports.clock.now()).toISOString();

export function suiteOf({ db }: SuiteContext, id: SuiteId): SuiteRow {
  const suite = findSuite(db, id);
  if (suite === undefined) {
    throw new LatheError({
      code: "suites.not-found",
      message: "This suite is not in the workspace; it may have been removed in another window.",
    });
  }
  return suite;
}
