import { cancelled } from "#shared/contract/errors.ts";
import { costOf } from "#shared/model/cost.ts";
import { simulatorProvider, splitModelRef } from "#shared/model/model-ref.ts";
import type { Limits } from "#shared/model/provider.ts";
import type { Reply } from "#shared/model/run.ts";
import { estimateMessages } from "#shared/text/tokens.ts";
import { connectTo, type ProviderContext, providerNamed, schedulerOf, subjectOf } from "./context.ts";
import { mayBeCharged } from "./failed-charges.ts";
import type { ModelAnswer, ModelCaller, ModelCallHooks, ModelRequest } from "./model-call.ts";
import { callOpenAiModel } from "./openai-model.ts";
import { priceOfModel } from "./prices.ts";
import { readKey } from "./provider-keys.ts";
import { simulatorId } from "./providers.ts";
import { findRecording, insertRecording } from "./recording-store.ts";
import { canonicalRequest, hashRequest, noRecording } from "./recordings.ts";
import { callSimulator, simulatorLimits } from "./simulator/index.ts";

/** Who answers a request, and how: the simulator or an endpoint. */
interface Target {
  id: Parameters<typeof schedulerOf>[1];
  limits: Limits;
  isFree: boolean;
  call(hooks: Pick<ModelCallHooks, "signal" | "onText">): Promise<Reply>;
  costOf(reply: Reply): number | null;
}

export function createModelCaller(context: ProviderContext): ModelCaller {
  return {
    hashOf: hashRequest,
    isSimulated: (model) => isSimulator(splitModelRef(model).provider),

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
      record(context, request, answer);
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
      };
      return callOpenAiModel(endpoint, request, hooks);
    },
    costOf: ({ usage }) => {
      const price = priceOfModel(db, provider, model);
      return usage === null || price === null ? null : costOf(usage, price);
    },
  };
}

/** What an answer is taken to need where the prompt sets no limit, until the provider has counted it. */
const usualAnswerTokens = 500;

async function callTarget(
  context: ProviderContext,
  target: Target,
  request: ModelRequest,
  hooks: ModelCallHooks,
): Promise<ModelAnswer> {
  const { clock } = context.ports;
  const { signal } = hooks;
  let firstTextAt: number | null = null;
  let isCostKnown = true;
  const { reply, startedAt, endedAt } = await schedulerOf(context, target.id).run({
    limits: target.limits,
    signal,
    onRetry: hooks.onRetry,
    hasDelivered: () => firstTextAt !== null,
    estimateTokens: () =>
      estimateMessages(request.messages) + (request.settings.maxTokens ?? usualAnswerTokens),
    tokensOf: ({ reply: { usage } }) => (usage === null ? null : usage.inputTokens + usage.outputTokens),
    async attempt() {
      const startedAt = clock.monotonic();
      const onText = (delta: string) => {
        firstTextAt ??= clock.monotonic();
        hooks.onText(delta);
      };
      try {
        const reply = await target.call({ signal, onText });
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
  return {
    reply,
    costUsd: isCostKnown ? target.costOf(reply) : null,
    latencyMs: Math.max(0, endedAt - startedAt),
    firstTokenMs: firstTextAt === null ? null : Math.max(0, firstTextAt - startedAt),
    recorded: false,
  };
}

/** An answer that has been paid for must not be lost because it could not be recorded. */
function record({ db, ports }: ProviderContext, request: ModelRequest, answer: ModelAnswer): void {
  const { provider, model } = splitModelRef(request.model);
  try {
    insertRecording(db, {
      requestHash: hashRequest(request),
      repeatIndex: request.repeatIndex,
      provider: provider.toLowerCase(),
      model,
      requestJson: canonicalRequest(request),
      reply: answer.reply,
      latencyMs: answer.latencyMs,
      firstTokenMs: answer.firstTokenMs,
      recordedAt: new Date(ports.clock.now()).toISOString(),
    });
  } catch (error) {
    ports.log("error", `a reply of ${request.model} could not be recorded: ${error}`);
  }
}
