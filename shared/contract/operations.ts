import type { z } from "zod";
import { checkOperations } from "./checks.ts";
import type { Operation, Stream } from "./define.ts";
import { designOperations } from "./design.ts";
import { exchangeOperations } from "./exchange.ts";
import { experimentOperations } from "./experiments.ts";
import { hostOperations } from "./host.ts";
import { promptOperations } from "./prompts.ts";
import { providerOperations } from "./providers.ts";
import { runOperations } from "./runs.ts";
import { settingsOperations } from "./settings.ts";
import { snippetOperations } from "./snippets.ts";
import { suiteOperations } from "./suites.ts";
import { templateOperations } from "./templates.ts";
import { testOperations } from "./tests.ts";
import { workspaceOperations } from "./workspace.ts";

/** Everything a page, a terminal or a test can ask of the workbench. */
export const operations = {
  ...hostOperations,
  ...workspaceOperations,
  ...settingsOperations,
  ...providerOperations,
  ...promptOperations,
  ...snippetOperations,
  ...checkOperations,
  ...suiteOperations,
  ...designOperations,
  ...exchangeOperations,
  ...runOperations,
  ...testOperations,
  ...templateOperations,
  ...experimentOperations,
} satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type StreamName = { [K in OperationName]: Operations[K] extends Stream ? K : never }[OperationName];
export type CallName = Exclude<OperationName, StreamName>;

/** What a caller writes (defaults may be left out) and what a handler reads (defaults filled in). */
export type Input<K extends OperationName> = z.input<Operations[K]["input"]>;
export type ParsedInput<K extends OperationName> = z.output<Operations[K]["input"]>;
export type Output<K extends OperationName> = z.output<Operations[K]["output"]>;
export type Chunk<K extends StreamName> = z.output<Operations[K]["chunk"]>;
