import type { Input } from "#shared/contract/operations.ts";
import { providerOperations } from "#shared/contract/providers.ts";
import { simulatorProvider } from "#shared/model/model-ref.ts";
import type { Provider } from "#shared/model/provider.ts";
import { azureResource, customPreset, type ProviderPreset } from "./provider-presets.ts";

/** `keep` exists only while editing: the stored key stays as it is, and this page never sees it. */
export type KeyChoice = "keep" | "vault" | "environment" | "none";

/** What the fields hold while one types. Limits are text or numbers, as a number field gives them; "" is none. */
export interface ProviderForm {
  presetId: string;
  name: string;
  baseUrl: string;
  keyChoice: KeyChoice;
  key: string;
  variable: string;
  concurrency: number | string;
  requestsPerMinute: number | string;
  tokensPerMinute: number | string;
}

export type ProviderField =
  | "name"
  | "baseUrl"
  | "keyChoice"
  | "key"
  | "variable"
  | "concurrency"
  | "requestsPerMinute"
  | "tokensPerMinute";

/** Why a field cannot be taken, as the last part of its key in the catalogue: `settings.providers.problem.<…>`. */
export type ProviderProblem =
  | "nameMissing"
  | "nameInvalid"
  | "nameTaken"
  | "urlMissing"
  | "urlCredentials"
  | "urlQuery"
  | "urlEndpoint"
  | "urlPlaceholder"
  | "urlInvalid"
  | "keyMissing"
  | "keyTooLong"
  | "keyOriginChanged"
  | "variableInvalid"
  | "concurrencyInvalid"
  | "perMinuteInvalid";

export type ProviderProblems = Partial<Record<ProviderField, ProviderProblem>>;

export const emptyProviderForm: ProviderForm = {
  presetId: "",
  name: "",
  baseUrl: "",
  keyChoice: "vault",
  key: "",
  variable: "",
  concurrency: 4,
  requestsPerMinute: "",
  tokensPerMinute: "",
};

export function formOf(provider: Provider): ProviderForm {
  return {
    ...emptyProviderForm,
    presetId: customPreset,
    name: provider.name,
    baseUrl: provider.baseUrl ?? "",
    keyChoice: provider.key.kind === "vault" ? "keep" : provider.key.kind,
    variable: provider.key.kind === "environment" ? provider.key.variable : "",
    concurrency: provider.limits.concurrency,
    requestsPerMinute: provider.limits.requestsPerMinute ?? "",
    tokensPerMinute: provider.limits.tokensPerMinute ?? "",
  };
}

/** Fills name, address and the usual key source of a preset; a name in use gets a number. */
export function applyPreset(form: ProviderForm, preset: ProviderPreset, taken: string[]): ProviderForm {
  return {
    ...form,
    presetId: preset.id,
    name: freeName(preset.name, taken),
    baseUrl: preset.baseUrl,
    keyChoice: preset.local ? "none" : "vault",
    variable: preset.variable,
  };
}

function freeName(wanted: string, taken: string[]): string {
  const used = new Set([simulatorProvider, ...taken].map((name) => name.toLowerCase()));
  let name = wanted;
  for (let count = 2; used.has(name.toLowerCase()); count += 1) name = `${wanted}-${count}`;
  return name;
}

/** The origin of an address, or null while it is not one. Keys are bound to it. */
export function originOf(url: string): string | null {
  try {
    const { origin, protocol } = new URL(url.trim());
    return protocol === "https:" || protocol === "http:" ? origin : null;
  } catch {
    return null;
  }
}

/** Plain http to another machine: whatever is sent there, the key included, can be read on the way. */
export function isUnencrypted(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url.trim());
    return protocol === "http:" && !isThisComputer(hostname);
  } catch {
    return false;
  }
}

export const isThisComputer = (hostname: string): boolean =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  hostname === "[::1]" ||
  /^127(\.\d{1,3}){3}$/.test(hostname);

export type ReadProviderForm =
  | { input: Input<"providers.add">; problems?: undefined }
  | { input?: undefined; problems: ProviderProblems };

/** What to send, or what is wrong beside each field. `key` is absent from the input where the stored one is kept. */
export function readProviderForm(
  form: ProviderForm,
  others: Provider[],
  editing: Provider | null,
): ReadProviderForm | { input: Omit<Input<"providers.update">, "providerId">; problems?: undefined } {
  const baseUrl = form.baseUrl.trim();
  const candidate = {
    name: form.name.trim(),
    baseUrl,
    key: keySourceOf(form),
    limits: {
      concurrency: form.concurrency,
      requestsPerMinute: form.requestsPerMinute === "" ? null : form.requestsPerMinute,
      tokensPerMinute: form.tokensPerMinute === "" ? null : form.tokensPerMinute,
    },
  };
  const problems: ProviderProblems = {};
  const parsed = providerOperations["providers.add"].input.safeParse(candidate);
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.path.join(".");
    if (path === "name") problems.name = candidate.name === "" ? "nameMissing" : "nameInvalid";
    else if (path === "baseUrl") problems.baseUrl = explainUrl(baseUrl);
    else if (path === "key.key") problems.key = form.key.trim() === "" ? "keyMissing" : "keyTooLong";
    else if (path === "key.variable") problems.variable = "variableInvalid";
    else if (path === "limits.concurrency") problems.concurrency = "concurrencyInvalid";
    else if (path === "limits.requestsPerMinute") problems.requestsPerMinute = "perMinuteInvalid";
    else if (path === "limits.tokensPerMinute") problems.tokensPerMinute = "perMinuteInvalid";
  }
  if (editing === null && problems.name === undefined) {
    const used = [simulatorProvider, ...others.map((other) => other.name)];
    if (used.some((name) => name.toLowerCase() === candidate.name.toLowerCase())) problems.name = "nameTaken";
  }
  if (problems.baseUrl === undefined) {
    if (/\/(chat\/)?completions\/?$|\/responses\/?$/i.test(baseUrl)) problems.baseUrl = "urlEndpoint";
    else if (baseUrl.includes(azureResource)) problems.baseUrl = "urlPlaceholder";
    else if (originOf(baseUrl) === null) problems.baseUrl = "urlInvalid";
  }
  if (editing !== null && form.keyChoice === "keep" && losesKey(baseUrl, editing)) {
    problems.keyChoice = "keyOriginChanged";
  }
  if (!parsed.success || Object.keys(problems).length > 0) return { problems };
  if (editing === null) return { input: parsed.data };
  const { name: _fixed, key, ...rest } = parsed.data;
  return { input: form.keyChoice === "keep" ? rest : { ...rest, key } };
}

/** A stored key belongs to the origin it was given for; another origin must not receive it. */
export function losesKey(baseUrl: string, editing: Provider): boolean {
  return editing.key.kind === "vault" && originOf(baseUrl) !== originOf(editing.baseUrl ?? "");
}

function keySourceOf(form: ProviderForm): Input<"providers.add">["key"] {
  if (form.keyChoice === "vault") return { kind: "vault", key: form.key.trim() };
  if (form.keyChoice === "environment") return { kind: "environment", variable: form.variable.trim() };
  return { kind: "none" };
}

function explainUrl(url: string): ProviderProblem {
  if (url === "") return "urlMissing";
  if (/^https?:\/\/[^/]*@/i.test(url)) return "urlCredentials";
  if (/[?#]/.test(url)) return "urlQuery";
  return "urlInvalid";
}
