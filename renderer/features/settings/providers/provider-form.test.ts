import { describe, expect, it } from "vitest";
import { type Provider, provider as providerModel } from "#shared/model/provider.ts";
import {
  applyPreset,
  emptyProviderForm,
  formOf,
  isUnencrypted,
  losesKey,
  type ProviderForm,
  readProviderForm,
} from "./provider-form.ts";
import { providerPresets } from "./provider-presets.ts";

const stored = (patch: Partial<Provider> = {}): Provider =>
  providerModel.parse({
    providerId: "prv_test0001",
    name: "openai",
    kind: "openai-compatible",
    baseUrl: "https://api.openai.com/v1",
    key: { kind: "vault", hint: "1234" },
    limits: {},
    createdAt: "2026-11-24T12:00:00.000Z",
    ...patch,
  });

const filled: ProviderForm = {
  ...emptyProviderForm,
  name: "work",
  baseUrl: "https://llm.example.com/v1",
  key: "sk-secret",
};

const problemsOf = (patch: Partial<ProviderForm>, others: Provider[] = []) =>
  readProviderForm({ ...filled, ...patch }, others, null).problems;

describe("adding a provider", () => {
  it("sends what was typed, without the spaces that pasting brings", () => {
    const read = readProviderForm(
      { ...filled, name: " work ", baseUrl: " https://llm.example.com/v1\n", key: " sk-secret\n" },
      [],
      null,
    );
    expect(read.input).toEqual({
      name: "work",
      baseUrl: "https://llm.example.com/v1",
      key: { kind: "vault", key: "sk-secret" },
      limits: { concurrency: 4, requestsPerMinute: null, tokensPerMinute: null },
    });
  });

  it.each([
    ["", "urlMissing"],
    ["llm.example.com/v1", "urlInvalid"],
    ["ftp://llm.example.com", "urlInvalid"],
    ["https://", "urlInvalid"],
    ["https://llm.example.com/v1 beta", "urlInvalid"],
    ["javascript:alert(1)", "urlInvalid"],
    ["https://host:99999/v1", "urlInvalid"],
    ["https://me:secret@llm.example.com/v1", "urlCredentials"],
    ["https://llm.example.com/v1?key=secret", "urlQuery"],
    ["https://llm.example.com/v1#top", "urlQuery"],
    ["https://llm.example.com/v1/chat/completions", "urlEndpoint"],
    ["https://llm.example.com/v1/responses/", "urlEndpoint"],
    ["https://YOUR-RESOURCE.openai.azure.com/openai/v1", "urlPlaceholder"],
  ] as const)("says what is wrong with the address %j: %s", (baseUrl, problem) => {
    expect(problemsOf({ baseUrl })).toEqual({ baseUrl: problem });
  });

  it("refuses a name that another provider or the simulator has, in whatever case", () => {
    expect(problemsOf({ name: "OpenAI" }, [stored()])).toEqual({ name: "nameTaken" });
    expect(problemsOf({ name: "Simulator" })).toEqual({ name: "nameTaken" });
    expect(problemsOf({ name: " " })).toEqual({ name: "nameMissing" });
    expect(problemsOf({ name: "my provider" })).toEqual({ name: "nameInvalid" });
    expect(problemsOf({ name: "a/b" })).toEqual({ name: "nameInvalid" });
  });

  it("asks for the key or the variable that was announced, and for no other", () => {
    expect(problemsOf({ key: "  " })).toEqual({ key: "keyMissing" });
    expect(problemsOf({ key: "k".repeat(4_001) })).toEqual({ key: "keyTooLong" });
    expect(problemsOf({ keyChoice: "environment", variable: "MY-KEY" })).toEqual({
      variable: "variableInvalid",
    });
    expect(problemsOf({ keyChoice: "none", key: "" })).toBeUndefined();
  });

  it("never sends a key that was typed before another source was chosen", () => {
    const read = readProviderForm({ ...filled, keyChoice: "environment", variable: "API_KEY" }, [], null);
    expect(JSON.stringify(read.input)).not.toContain("sk-secret");
  });

  it("refuses limits that are not whole numbers in range, and takes an empty one as no limit", () => {
    expect(problemsOf({ concurrency: 0 })).toEqual({ concurrency: "concurrencyInvalid" });
    expect(problemsOf({ concurrency: "" })).toEqual({ concurrency: "concurrencyInvalid" });
    expect(problemsOf({ requestsPerMinute: 1.5, tokensPerMinute: 0 })).toEqual({
      requestsPerMinute: "perMinuteInvalid",
      tokensPerMinute: "perMinuteInvalid",
    });
  });

  it("names every problem at once, so that the form is not sent back field by field", () => {
    expect(Object.keys(problemsOf({ name: "", baseUrl: "", key: "", concurrency: -1 }) ?? {})).toEqual(
      expect.arrayContaining(["name", "baseUrl", "key", "concurrency"]),
    );
  });
});

describe("presets", () => {
  it.each(providerPresets.map((preset) => [preset.label, preset] as const))(
    "%s gives a form that is taken once the key is there",
    (_label, preset) => {
      const form = { ...applyPreset(emptyProviderForm, preset, []), key: "sk-secret" };
      const read = readProviderForm(
        { ...form, baseUrl: form.baseUrl.replace("YOUR-RESOURCE", "acme") },
        [],
        null,
      );
      expect(read.problems).toBeUndefined();
      expect(isUnencrypted(form.baseUrl)).toBe(false);
    },
  );

  it("proposes a name that is free", () => {
    const [openai] = providerPresets;
    if (openai === undefined) throw new Error("no presets");
    expect(applyPreset(emptyProviderForm, openai, ["OpenAI", "openai-2"]).name).toBe("openai-3");
  });
});

describe("editing a provider", () => {
  it("keeps the stored key by not mentioning it", () => {
    const editing = stored();
    const read = readProviderForm({ ...formOf(editing), concurrency: 8 }, [], editing);
    expect(read.input).toEqual({
      baseUrl: "https://api.openai.com/v1",
      limits: { concurrency: 8, requestsPerMinute: null, tokensPerMinute: null },
    });
  });

  it("lets a key follow to another path but never to another origin", () => {
    const editing = stored();
    const at = (baseUrl: string) => readProviderForm({ ...formOf(editing), baseUrl }, [], editing).problems;
    expect(at("https://api.openai.com/v2")).toBeUndefined();
    expect(at("https://API.OpenAI.com:443/v1")).toBeUndefined();
    expect(at("http://api.openai.com/v1")).toEqual({ keyChoice: "keyOriginChanged" });
    expect(at("https://api.openai.com.evil.example/v1")).toEqual({ keyChoice: "keyOriginChanged" });
    expect(at("https://api.openai.com:8443/v1")).toEqual({ keyChoice: "keyOriginChanged" });
  });

  it("has no key to lose where none is stored", () => {
    const editing = stored({ key: { kind: "environment", variable: "KEY", present: true } });
    expect(losesKey("https://other.example/v1", editing)).toBe(false);
    expect(formOf(editing)).toMatchObject({ keyChoice: "environment", variable: "KEY" });
  });
});

it("warns of plain http to other machines, not of this one", () => {
  expect(isUnencrypted("http://10.0.0.5:8000/v1")).toBe(true);
  expect(isUnencrypted("http://localhost.example.com/v1")).toBe(true);
  expect(isUnencrypted("http://127.0.0.1.example.com/v1")).toBe(true);
  for (const local of [
    "http://127.0.0.1:11434/v1",
    "http://localhost/v1",
    "http://[::1]:1234/v1",
    "https://a.b/",
  ]) {
    expect(isUnencrypted(local)).toBe(false);
  }
  expect(isUnencrypted("http://")).toBe(false);
});
