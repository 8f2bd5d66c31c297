import { cancelled } from "#shared/contract/errors.ts";
import { costOf } from "#shared/model/cost.ts";
import { joinModelRef, simulatorProvider, splitModelRef } from "#shared/model/model-ref.ts";
import type { Limits } from "#shared/model/provider.ts";
import type { Reply } from "#shared/model/run.ts";
import { connectTo, type ProviderContext, providerNamed, schedulerOf, subjectOf } from "./context.ts";
import { estimateCallTokens } from "./estimate-call.ts";
import { mayBeCharged } from "./failed-charges.ts";
import type { ModelAnswer, ModelCaller, ModelCallHooks, ModelFacts, ModelRequest } from "./model-call.ts";
import { callOpenAiModel } from "./openai-model.ts";
import { priceOfModel, simulatorPrice } from "./prices.ts";
import { readKey } from "./provider-keys.ts";
import { simulatorId } from "./providers.ts";
import { findRecording, hasRecording, insertRecording, type NewRecording } from "./recording-store.ts";
import { hashRequest, keyOfRequest, noRecording } from "./recordings.ts";
import { callSimulator, simulatedMs, simulatorLimits } from "./simulator/index.ts";

/** Who answers a request, and how: the simulator or an endpoint. */
interface Target {
  id: Parameters<typeof schedulerOf>[1];
  limits: Limits;
  isFree: boolean;
  call(hooks: Pick<ModelCallHooks, "signal" | "onText" | "whole">): Promise<Reply>;
  costOf(reply: Reply): number | null;
  /** Absent: what the clock says. */
  timesOf?(reply: Reply): { whole: number; first: number };
}

export function createModelCaller(context: ProviderContext): ModelCaller & ModelFacts {
  const { db } = context;
  return {
    hashOf: hashRequest,
    isSimulated: (model) => isSimulator(splitModelRef(model).provider),
    priceOf(ref) {
      const { provider, model } = splitModelRef(ref);
      return isSimulator(provider)
        ? simulatorPrice
        : priceOfModel(db, providerNamed(context, provider), model);
    },
    limitsOf(ref) {
      const { provider } = splitModelRef(ref);
      return isSimulator(provider) ? simulatorLimits : providerNamed(context, provider).limits;
    },
    hasRecording: (request) => hasRecording(db, hashRequest(request), request.repeatIndex),

    async call(request, mode, hooks) {
      if (hooks.signal.aborted) throw cancelled();
      if (mode !== "live") {
        const answer = recordedAnswer(context, request);
        if (answer !== null) {
          if (answer.reply.text !== "") hooks.onText(answer.reply.text);
          return answer;
        }
        if (mode === "replay") throw noRecording(request);
      }
      const answer = await callTarget(context, targetOf(context, request), request, hooks);
      const recording = recordingOf(context, request, answer);
      if (hooks.onRecording === undefined) record(context, recording);
      else hooks.onRecording(recording);
      return answer;
    },
  };
}

const isSimulator = (provider: string): boolean => provider.toLowerCase() === simulatorProvider;

function recordedAnswer({ db }: ProviderContext, request: ModelRequest): ModelAnswer | null {
  const recording = findRecording(db, hashRequest(request), request.repeatIndex);
  return recording === undefined ? null : { ...recording, costUsd: 0, recorded: true };
}

function targetOf(context: ProviderContext, request: ModelRequest): Target {
  const { provider: name, model } = splitModelRef(request.model);
  const { ports, db } = context;
  if (isSimulator(name)) {
    return {
      id: simulatorId,
      limits: simulatorLimits,
      isFree: true,
      call: (hooks) => callSimulator(model, request, ports.clock, hooks),
      costOf: () => 0,
      timesOf: (reply) => simulatedMs(model, reply.text),
    };
  }
  const provider = providerNamed(context, name);
  return {
    id: provider.providerId,
    limits: provider.limits,
    isFree: false,
    call: async (hooks) => {
      const endpoint = {
        subject: subjectOf(context, provider, model),
        key: await readKey(context, provider, hooks.signal),
        fetch: ports.fetch,
        connect: () => connectTo(context, provider),
        timeouts: context.callTimeouts,
        now: ports.clock.now,
        clients: context.clients,
      };
      return callOpenAiModel(endpoint, request, hooks);
    },
    costOf: ({ usage }) => {
      const price = priceOfModel(db, provider, model);
      return usage === null || price === null ? null : costOf(usage, price);
    },
  };
}

async function callTarget(
  context: ProviderContext,
  target: Target,
  request: ModelRequest,
  hooks: ModelCallHooks,
): Promise<ModelAnswer> {
  const { clock } = context.ports;
  const { signal, whole = false } = hooks;
  let firstTextAt: number | null = null;
  let isCostKnown = true;
  const { reply, startedAt, endedAt } = await schedulerOf(context, target.id).run({
    limits: target.limits,
    signal,
    onRetry: hooks.onRetry,
    hasDelivered: () => firstTextAt !== null,
    estimateTokens: () => estimateCallTokens(request),
    tokensOf: ({ reply: { usage } }) => (usage === null ? null : usage.inputTokens + usage.outputTokens),
    async attempt() {
      const startedAt = clock.monotonic();
      const onText = (delta: string) => {
        // Of an answer that comes as a whole nobody knows when it began.
        if (!whole) firstTextAt ??= clock.monotonic();
        hooks.onText(delta);
      };
      try {
        const reply = await target.call({ signal, onText, whole });
        return { reply, startedAt, endedAt: clock.monotonic() };
      } catch (error) {
        if (!target.isFree && mayBeCharged(error)) {
          isCostKnown = false;
          hooks.onUnknownCost();
        }
        throw error;
      }
    },
  });
  const times = target.timesOf?.(reply);
  return {
    reply,
    costUsd: isCostKnown ? target.costOf(reply) : null,
    latencyMs: times?.whole ?? Math.max(0, endedAt - startedAt),
    firstTokenMs: firstTextAt === null ? null : (times?.first ?? Math.max(0, firstTextAt - startedAt)),
    recorded: false,
  };
}

function recordingOf({ ports }: ProviderContext, request: ModelRequest, answer: ModelAnswer): NewRecording {
  const { provider, model } = splitModelRef(request.model);
  const key = keyOfRequest(request);
  return {
    requestHash: key.hash,
    repeatIndex: request.repeatIndex,
    provider: provider.toLowerCase(),
    model,
    requestJson: key.json,
    reply: answer.reply,
    latencyMs: answer.latencyMs,
    firstTokenMs: answer.firstTokenMs,
    recordedAt: new Date(ports.clock.now()).toISOString(),
  };
}

/** An answer that has been paid for must not be lost because it could not be recorded. */
function record({ db, ports }: ProviderContext, recording: NewRecording): void {
  try {
    insertRecording(db, recording);
  } catch (error) {
    const model = joinModelRef(recording.provider, recording.model);
    ports.log("error", `a reply of ${model} could not be recorded: ${error}`);
  }
}
