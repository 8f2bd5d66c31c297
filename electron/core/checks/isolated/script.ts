import variant from "@jitl/quickjs-singlefile-mjs-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";
import type { Isolated, IsolatedFault } from "#shared/checks/subject.ts";
import { fault, messageOf } from "./wire.ts";

type ScriptInput = Parameters<Isolated["script"]>[0];
type ScriptAnswer = Awaited<ReturnType<Isolated["script"]>>;

/** Of one script's own time; its thread is ended a little later where this was not heard. */
export const scriptMs = 500;
const memoryBytes = 32 * 1024 * 1024;
const stackBytes = 512 * 1024;
/** Of the value as JSON. */
const maxValueLength = 1_000_000;

/** The language as checks need it; without shared memory, proxies and typed arrays. */
const intrinsics = {
  BaseObjects: true,
  Eval: true,
  JSON: true,
  RegExp: true,
  RegExpCompiler: true,
  StringNormalize: true,
  MapSet: true,
  Date: true,
  Promise: true,
};

let engine: QuickJSWASMModule | null = null;

/**
 * Runs a script in an engine of its own inside WebAssembly, which has the language and nothing else: no Node, no timer, no
 * network, no file. Each script gets a fresh runtime, so that none leaves anything behind for the next.
 */
export async function script(input: ScriptInput): Promise<ScriptAnswer> {
  engine ??= await newQuickJSWASMModuleFromVariant(variant);
  const runtime = engine.newRuntime();
  const endsAt = performance.now() + scriptMs;
  const isLate = () => performance.now() > endsAt;
  try {
    runtime.setMemoryLimit(memoryBytes);
    runtime.setMaxStackSize(stackBytes);
    runtime.setInterruptHandler(isLate);
    const realm = runtime.newContext({ intrinsics });
    const answer = run({ runtime, realm, isLate }, input);
    realm.dispose();
    runtime.dispose();
    return answer;
  } catch (error) {
    // The engine itself failed, cut short in its midst: what state it is in nobody knows.
    engine = null;
    return isLate() ? tooSlow : fault("memory", messageOf(error));
  }
}

interface Evaluation {
  runtime: QuickJSRuntime;
  realm: QuickJSContext;
  isLate: () => boolean;
}

/** Ends an evaluation that gives no value. */
class Stopped extends Error {
  readonly reason: IsolatedFault;
  constructor(reason: IsolatedFault) {
    super(reason.message);
    this.reason = reason;
  }
}

function run(evaluation: Evaluation, { code, output, context }: ScriptInput): ScriptAnswer {
  const { realm } = evaluation;
  try {
    // Taken before the script can put its own in their place.
    using stringify = taken(evaluation, realm.evalCode("JSON.stringify"));
    using parse = taken(evaluation, realm.evalCode("JSON.parse"));
    using check = compile(evaluation, code);
    using outputText = realm.newString(output);
    using contextText = realm.newString(JSON.stringify(context ?? null));
    using contextValue = taken(evaluation, realm.callFunction(parse, realm.undefined, contextText));
    using given = taken(evaluation, realm.callFunction(check, realm.undefined, outputText, contextValue));
    using value = settled(evaluation, given);
    using json = taken(evaluation, realm.callFunction(stringify, realm.undefined, value));
    if (realm.typeof(json) !== "string") return { value: null };
    using length = realm.getProp(json, "length");
    if (realm.getNumber(length) > maxValueLength) throw new Stopped(tooLarge);
    return { value: JSON.parse(realm.getString(json)) };
  } catch (error) {
    if (error instanceof Stopped) return error.reason;
    throw error;
  }
}

const tooLarge = fault("memory", "What the script returned is larger than a million characters.");

/** As an expression where it is one, else as the body of a function, which may await. */
function compile(evaluation: Evaluation, code: string): QuickJSHandle {
  const { realm } = evaluation;
  // On lines of their own: the code may end in a comment.
  const expression = realm.evalCode(
    `(function (output, context) { return (\n${code.replace(/[;\s]+$/, "")}\n); })`,
  );
  if (expression.error === undefined) return expression.value;
  expression.error.dispose();
  const asBody = (start: string) => realm.evalCode(`(${start} (output, context) {\n${code}\n})`);
  const body = asBody("function");
  if (body.error !== undefined && /\bawait\b/.test(code)) {
    body.error.dispose();
    return taken(evaluation, asBody("async function"), "invalid");
  }
  return taken(evaluation, body, "invalid");
}

/** A promise is waited for. With no timer in there it settles at once or never. */
function settled(evaluation: Evaluation, given: QuickJSHandle): QuickJSHandle {
  const { runtime, realm, isLate } = evaluation;
  while (runtime.hasPendingJob()) {
    const jobs = runtime.executePendingJobs(100);
    if (jobs.error !== undefined) throw stoppedBy(evaluation, jobs.error, "threw");
    if (isLate()) throw new Stopped(tooSlow);
  }
  const state = realm.getPromiseState(given);
  if (state.type === "pending")
    throw new Stopped(fault("threw", "The promise it returned is never settled."));
  if (state.type === "rejected") throw stoppedBy(evaluation, state.error, "threw");
  return state.notAPromise ? given.dup() : state.value;
}

const tooSlow = fault("timeout", `It took longer than ${scriptMs} ms.`);

type Result = { error?: undefined; value: QuickJSHandle } | { error: QuickJSHandle };

function taken(evaluation: Evaluation, result: Result, kind: "invalid" | "threw" = "threw"): QuickJSHandle {
  if (result.error === undefined) return result.value;
  throw stoppedBy(evaluation, result.error, kind);
}

function stoppedBy({ realm, isLate }: Evaluation, error: QuickJSHandle, kind: "invalid" | "threw"): Stopped {
  const thrown: unknown = error.consume(realm.dump);
  if (isLate()) return new Stopped(tooSlow);
  const { name, message } = (thrown ?? {}) as Record<string, unknown>;
  if (name === "InternalError" && /^(?:out of memory|string too long)$/.test(String(message)))
    return new Stopped(fault("memory", `It needed more than ${memoryBytes / 1024 / 1024} MB.`));
  const said =
    typeof message === "string" ? [name, message].filter(Boolean).join(": ") : JSON.stringify(thrown);
  return new Stopped(fault(kind, messageOf(said)));
}
