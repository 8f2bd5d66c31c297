import type { ModelRef } from "./content.ts";

/** Splits `openrouter/openai/gpt-4o` into provider `openrouter` and model `openai/gpt-4o`. */
export function splitModelRef(ref: ModelRef): { provider: string; model: string } {
  const slash = ref.indexOf("/");
  return { provider: ref.slice(0, slash), model: ref.slice(slash + 1) };
}

export const joinModelRef = (provider: string, model: string): ModelRef => `${provider}/${model}`;

/** The built-in provider: no key, no network. */
export const simulatorProvider = "simulator";
export const simulatorModel: ModelRef = joinModelRef(simulatorProvider, "default");
