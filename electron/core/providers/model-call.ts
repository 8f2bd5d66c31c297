import type { ChatMessage, JsonSchema, ModelRef, ModelSettings, Tool } from "#shared/model/content.ts";
import type { Limits, Price } from "#shared/model/provider.ts";
import type { Reply, Retry, RunMode } from "#shared/model/run.ts";
import type { NewRecording } from "./recording-store.ts";

/** Everything that decides a model's reply. Its canonical hash is the key of the recording. */
export interface ModelRequest {
  /** `PROVIDER/MODEL` */
  model: ModelRef;
  messages: ChatMessage[];
  /** Without its `model`. */
  settings: Omit<ModelSettings, "model">;
  tools: Tool[];
  outputSchema: JsonSchema | null;
  /** 0 for a single run; the repeat's number where a case is run several times. */
  repeatIndex: number;
}

export interface ModelCallHooks {
  signal: AbortSignal;
  onText(delta: string): void;
  /** The call failed and will be made again after `waitMs`; text streamed so far is void. */
  onRetry(retry: Retry): void;
  /** An attempt failed after which nobody can say whether it was charged. Not told: every failed one was free. */
  onUnknownCost(): void;
  /** Nobody watches: the answer may be asked for as a whole, which costs a third of the work; `firstTokenMs` is then null. */
  whole?: boolean;
  /** Takes the recording of a live answer over, to store it together with what else it stores. Absent: it is stored at once. */
  onRecording?(recording: NewRecording): void;
}

/** The outcome of a call that was answered in full. One that was not throws a `LatheError` with a `providers.*` code. */
export interface ModelAnswer {
  reply: Reply;
  /** null: usage or price unknown, or an attempt before may have been charged too. A recorded reply costs 0: nothing was called. */
  costUsd: number | null;
  /** Wall time in milliseconds; for a recorded reply that of the original call. */
  latencyMs: number;
  firstTokenMs: number | null;
  recorded: boolean;
  /** Of a recorded reply: its number in the workspace. */
  recording?: number;
}

/** What other domains may ask of this one. */
export interface ModelCaller {
  /** sha256 (hex) of the canonical request. */
  hashOf(request: ModelRequest): string;
  isSimulated(model: ModelRef): boolean;
  /** Makes the call, or answers it from the recordings, as `mode` says; records every live answer. */
  call(request: ModelRequest, mode: RunMode, hooks: ModelCallHooks): Promise<ModelAnswer>;
}

/** What is known of models without calling them. */
export interface ModelFacts {
  /** null: nobody knows. Fails with `providers.not-found` where there is no such provider. */
  priceOf(model: ModelRef): Price | null;
  /** Those of its provider. Fails with `providers.not-found`. */
  limitsOf(model: ModelRef): Limits;
  /** Whether a recording would answer this request. */
  hasRecording(request: ModelRequest): boolean;
}
