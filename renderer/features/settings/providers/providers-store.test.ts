import { beforeEach, describe, expect, it, vi } from "vitest";
import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { ProviderTest } from "#shared/contract/providers.ts";
import { providerId } from "#shared/model/ids.ts";
import { type Provider, provider as providerModel } from "#shared/model/provider.ts";

const { host, script } = await vi.hoisted(async () => (await import("../scripted-host.ts")).scriptedHost());
vi.mock("../../../host/host.ts", () => ({ host, session: "test" }));
const {
  addProvider,
  cancelTest,
  loadProviders,
  removeProvider,
  testAllProviders,
  testProvider,
  useProviders,
} = await import("./providers-store.ts");

const make = (id: string, name: string, kind: Provider["kind"] = "openai-compatible"): Provider =>
  providerModel.parse({
    providerId: id,
    name,
    kind,
    baseUrl: kind === "simulator" ? null : "https://llm.example.com/v1",
    key: { kind: "none" },
    limits: {},
    createdAt: "2026-11-24T12:00:00.000Z",
  });
const simulator = make("prv_simulator", "simulator", "simulator");
const zeta = make("prv_zeta0001", "zeta");
const alpha = make("prv_alpha001", "alpha");
const works: ProviderTest = { ok: true, latencyMs: 12, models: ["m1"], error: null };

beforeEach(() => {
  for (const name of Object.keys(script)) delete script[name as keyof typeof script];
  useProviders.setState(useProviders.getInitialState(), true);
});

const testOf = (provider: Provider) => useProviders.getState().tests[provider.providerId];

describe("the list of providers", () => {
  it("shows the simulator first and the others by name, however the host orders them", async () => {
    script["providers.list"] = () => [zeta, simulator, alpha];
    await loadProviders();
    expect(useProviders.getState().providers.value).toEqual([simulator, alpha, zeta]);
  });

  it("keeps what it showed when reading again fails, and says why", async () => {
    script["providers.list"] = () => [alpha];
    await loadProviders();
    script["providers.list"] = () => {
      throw new LatheError({ code: "host.disconnected", message: "Gone.", retryable: true });
    };
    await loadProviders();
    const { providers } = useProviders.getState();
    expect(providers.value).toEqual([alpha]);
    expect(providers.failure?.code).toBe("host.disconnected");
    expect(providers.loading).toBe(false);
  });

  it("is not overwritten by an older answer that arrives late", async () => {
    const slow = Promise.withResolvers<Provider[]>();
    script["providers.list"] = () => slow.promise;
    const first = loadProviders();
    script["providers.list"] = () => [alpha, zeta];
    await loadProviders();
    slow.resolve([]);
    await first;
    expect(useProviders.getState().providers.value).toEqual([alpha, zeta]);
  });
});

describe("testing an endpoint", () => {
  it("keeps a refusal as an answer with its error, not as a failure of Lathe", async () => {
    const refused: ProviderTest = {
      ok: false,
      latencyMs: 40,
      models: [],
      error: { code: "providers.unauthorized", message: "The key was refused.", retryable: false },
    };
    script["providers.test"] = () => refused;
    await testProvider(alpha.providerId);
    expect(testOf(alpha)).toMatchObject({ kind: "answered", test: refused });
  });

  it("tells a lost connection to Lathe from an endpoint that does not work", async () => {
    script["providers.test"] = () => {
      throw new LatheError({ code: "host.disconnected", message: "Gone.", retryable: true });
    };
    await testProvider(alpha.providerId);
    expect(testOf(alpha)).toMatchObject({ kind: "failed", error: { code: "host.disconnected" } });
  });

  it("is taken back by cancel: the call is aborted and nothing is claimed about the endpoint", async () => {
    const aborted = Promise.withResolvers<void>();
    script["providers.test"] = (_input, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => {
          aborted.resolve();
          reject(cancelled());
        });
      });
    const testing = testProvider(alpha.providerId);
    expect(testOf(alpha)).toEqual({ kind: "running" });
    cancelTest(alpha.providerId);
    await aborted.promise;
    await testing;
    expect(testOf(alpha)).toBeUndefined();
  });

  it("shows the newer of two tests, even when the older one answers last", async () => {
    const slow = Promise.withResolvers<ProviderTest>();
    script["providers.test"] = () => slow.promise;
    const older = testProvider(alpha.providerId);
    script["providers.test"] = () => works;
    await testProvider(alpha.providerId);
    slow.resolve({ ...works, models: ["stale"] });
    await older;
    expect(testOf(alpha)).toMatchObject({ kind: "answered", test: works });
  });

  it("tests all endpoints and leaves out the simulator, which has none", async () => {
    const asked: string[] = [];
    script["providers.list"] = () => [simulator, alpha, zeta];
    script["providers.test"] = ({ providerId: id }) => {
      asked.push(id);
      return works;
    };
    await testAllProviders();
    expect(asked.toSorted()).toEqual([alpha.providerId, zeta.providerId]);
  });
});

it("tests a provider as soon as it is added", async () => {
  const tested = Promise.withResolvers<string>();
  script["providers.add"] = () => alpha;
  script["providers.list"] = () => [alpha];
  script["providers.test"] = ({ providerId: id }) => {
    tested.resolve(id);
    return works;
  };
  await addProvider({ name: "alpha", baseUrl: "https://llm.example.com/v1", key: { kind: "none" } });
  expect(await tested.promise).toBe(alpha.providerId);
  expect(useProviders.getState().providers.value).toEqual([alpha]);
});

it("says no more about a provider that was removed while its test ran", async () => {
  script["providers.test"] = (_input, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(cancelled())));
  script["providers.remove"] = () => null;
  script["providers.list"] = () => [];
  const testing = testProvider(alpha.providerId);
  await removeProvider(providerId.parse(alpha.providerId));
  await testing;
  expect(useProviders.getState().tests).toEqual({});
});
