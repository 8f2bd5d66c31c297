import type { z } from "zod";
import type { Operation, Stream } from "#shared/contract/define.ts";
import { cancelled, type ErrorData, LatheError } from "#shared/contract/errors.ts";
import {
  type Chunk,
  type OperationName,
  type Output,
  operations,
  type ParsedInput,
  type StreamName,
} from "#shared/contract/operations.ts";
import type { Frame } from "#shared/contract/wire.ts";
import { fileError } from "./file-errors.ts";
import type { Log } from "./ports.ts";
import type { Redactor } from "./redactor.ts";

/** `signal` aborts when the caller leaves, cancels or goes away. */
export interface CallContext {
  signal: AbortSignal;
}

type Handler<K extends OperationName> = K extends StreamName
  ? (input: ParsedInput<K>, context: CallContext) => AsyncGenerator<Chunk<K>, Output<K>>
  : (input: ParsedInput<K>, context: CallContext) => Promise<Output<K>> | Output<K>;

/** The handlers of one domain: exhaustive over its operations, so that one without a handler does not compile. */
export type HandlersOf<O extends Record<string, Operation>> = { [K in keyof O & OperationName]: Handler<K> };
export type Handlers = { [K in OperationName]: Handler<K> };

export interface Router {
  /** Runs one operation and yields its frames; never throws. Leaving the loop aborts the handler's signal. */
  open(request: { operation: string; input: unknown }, signal?: AbortSignal): AsyncGenerator<Frame, void>;
}

type AnyHandler = (input: unknown, context: CallContext) => unknown;

export interface RouterOptions {
  log: Log;
  checkOutputs: boolean;
  /** The last gate of an error on its way out; absent where no key was ever read. */
  redactor?: Pick<Redactor, "redactData">;
}

export function createRouter(handlers: Handlers, options: RouterOptions): Router {
  return {
    async *open(request, signal) {
      const name = request.operation;
      if (!Object.hasOwn(operations, name)) {
        yield failed(unknownOperation(name));
        return;
      }
      const operation: Operation = operations[name as OperationName];
      const parsed = parseInput(name, operation, request.input ?? {});
      if (!parsed.ok) {
        yield failed(parsed.error);
        return;
      }
      const controller = new AbortController();
      const abort = () => controller.abort(cancelled());
      if (signal?.aborted) abort();
      signal?.addEventListener("abort", abort);
      try {
        const handler = handlers[name as OperationName] as AnyHandler;
        const context: CallContext = { signal: controller.signal };
        const check = <T>(schema: z.ZodType, value: T): T => {
          if (options.checkOutputs) schema.parse(value);
          return value;
        };
        if (operation.kind === "stream") {
          const chunks = handler(parsed.data, context) as AsyncGenerator<unknown, unknown>;
          try {
            for (;;) {
              const step = await chunks.next();
              if (controller.signal.aborted) throw cancelled();
              if (step.done) {
                yield { kind: "done", value: check(operation.output, step.value) };
                return;
              }
              yield { kind: "chunk", value: check((operation as Stream).chunk, step.value) };
            }
          } finally {
            controller.abort(cancelled());
            await chunks.return(undefined);
          }
        }
        const value = await handler(parsed.data, context);
        yield controller.signal.aborted
          ? failed(cancelled().toData())
          : { kind: "done", value: check(operation.output, value) };
      } catch (error) {
        yield failed(errorToData(error, name, options));
      } finally {
        controller.abort(cancelled());
        signal?.removeEventListener("abort", abort);
      }
    },
  };
}

/** What a person is told of a fault that nobody foresaw. */
export const internalError: ErrorData = {
  code: "host.internal",
  message: "Lathe made a mistake of its own; nothing was changed. The log has the details.",
  retryable: false,
};

const failed = (error: ErrorData): Frame => ({ kind: "failed", error });

const unknownOperation = (name: string): ErrorData => ({
  code: "host.unknown-operation",
  message: `There is no operation “${name.slice(0, 100)}”. The page and its host may be of different versions: reload.`,
  retryable: false,
});

type Parsed = { ok: true; data: unknown } | { ok: false; error: ErrorData };

function parseInput(name: string, operation: Operation, input: unknown): Parsed {
  try {
    if (hasPrototypeKey(input)) return refused(name, "“__proto__” is not a name that can be used.");
    const parsed = operation.input.safeParse(input);
    return parsed.success
      ? { ok: true, data: parsed.data }
      : { ok: false, error: badInput(name, parsed.error) };
  } catch (error) {
    // Hostile nesting runs out of stack, which is bad input and not a fault of Lathe.
    if (error instanceof RangeError) return refused(name, "The input is nested too deeply.");
    throw error;
  }
}

const refused = (operation: string, message: string): Parsed => ({
  ok: false,
  error: { code: "host.bad-input", message, retryable: false, details: { operation } },
});

/** No page of Lathe's sends such a key: it is there to reach an object that all others inherit from. */
function hasPrototypeKey(input: unknown): boolean {
  if (typeof input !== "object" || input === null) return false;
  if (Object.hasOwn(input, "__proto__")) return true;
  return Object.values(input).some(hasPrototypeKey);
}

function badInput(name: string, error: z.ZodError): ErrorData {
  const issues = error.issues.slice(0, 5).map((issue) => ({
    path: issue.path.join("."),
    message: issue.message,
  }));
  const first = issues[0];
  const where = first === undefined || first.path === "" ? "" : `${first.path}: `;
  return {
    code: "host.bad-input",
    message: `${where}${first?.message ?? "The input does not have the expected form."}`,
    retryable: false,
    details: { operation: name, issues },
  };
}

function errorToData(thrown: unknown, name: string, { log, redactor }: RouterOptions): ErrorData {
  const error = fileError(thrown);
  if (error instanceof LatheError) {
    const { code, retryable, ...words } = error.toData();
    return { code, retryable, ...(redactor?.redactData(words) ?? words) };
  }
  log("error", `${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return internalError;
}
