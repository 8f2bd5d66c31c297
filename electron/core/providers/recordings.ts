import { hash } from "node:crypto";
import { LatheError } from "#shared/contract/errors.ts";
import { joinModelRef, splitModelRef } from "#shared/model/model-ref.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import type { ModelRequest } from "./model-call.ts";

/**
 * The request in the one form that is hashed and stored. The schema name is part of it, so that a later form of request
 * cannot be answered by a recording of this one. Providers' names do not differ by case.
 */
export function canonicalRequest(request: ModelRequest): string {
  const { provider, model } = splitModelRef(request.model);
  const { temperature, topP, maxTokens, stop, seed, responseFormat } = request.settings;
  return canonicalJson({
    schema: "lathe.request/1",
    model: joinModelRef(provider.toLowerCase(), model),
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    settings: { temperature, topP, maxTokens, stop, seed, responseFormat },
    tools: request.tools.map(({ name, description, parameters }) => ({ name, description, parameters })),
    outputSchema: request.outputSchema,
    repeatIndex: request.repeatIndex,
  });
}

/** Of each request that is under way: it is asked for several times in one call, and nobody changes a request. */
const known = new WeakMap<ModelRequest, { json: string; hash: string }>();

/** The canonical request with its sha256, 64 hex digits. */
export function keyOfRequest(request: ModelRequest): { json: string; hash: string } {
  const found = known.get(request);
  if (found !== undefined) return found;
  const json = canonicalRequest(request);
  const key = { json, hash: hash("sha256", json) };
  known.set(request, key);
  return key;
}

export const hashRequest = (request: ModelRequest): string => keyOfRequest(request).hash;

export const noRecording = (request: ModelRequest): LatheError =>
  new LatheError({
    code: "providers.no-recording",
    message: `No reply of ${request.model} is recorded for exactly this prompt, these values and these settings. Run it once in mode live or reuse; from then on replay answers without a network.`,
    details: { model: request.model },
  });
