import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "#shared/contract/client.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { KeySource } from "#shared/contract/providers.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../../../tests/support/fake-openai.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import type { Ports } from "../ports.ts";
import { createRedactor } from "../redactor.ts";
import { createRouter, type Handlers } from "../router.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { createProviders } from "./index.ts";

const key = "sk-CANARY-abcdefgh-7788";
let db: Database;
let events: LatheEvent[];
let ports: Ports;
let environment: Record<string, string | undefined>;
let lathe: ReturnType<typeof createClient<AbortSignal>>;
let fake: FakeOpenAi | null = null;

beforeEach(() => {
  db = openTestDatabase();
  events = [];
  environment = {};
  ports = createTestPorts({ environment: (name) => environment[name] });
  const { handlers } = createProviders({
    db,
    ports,
    publish: (event) => void events.push(event),
    redactor: createRedactor(),
  });
  const router = createRouter(handlers as Handlers, {
    log: (_level, message) => expect.fail(message),
    checkOutputs: true,
  });
  lathe = createClient<AbortSignal>(router.open);
});
afterEach(async () => {
  await fake?.close();
  fake = null;
});

const add = (name: string, baseUrl = "https://api.acme.test/v1", source: KeySource = { kind: "none" }) =>
  lathe.call("providers.add", { name, baseUrl, key: source });

describe("the list", () => {
  it("opens with the simulator, which needs nothing and cannot be taken away", async () => {
    await add("zeta");
    await add("Alpha");
    const list = await lathe.call("providers.list", {});
    expect(list.map(({ name, kind }) => [name, kind])).toEqual([
      ["simulator", "simulator"],
      ["Alpha", "openai-compatible"],
      ["zeta", "openai-compatible"],
    ]);
    const providerId = list[0]?.providerId ?? expect.fail("no simulator");
    for (const change of [
      lathe.call("providers.remove", { providerId }),
      lathe.call("providers.update", { providerId, limits: { concurrency: 1 } }),
    ]) {
      await expect(change).rejects.toMatchObject({ code: "providers.simulator-fixed" });
    }
  });

  it.each(["simulator", "Simulator"])("does not lend the simulator's name: %s", async (name) => {
    await expect(add(name)).rejects.toMatchObject({ code: "providers.name-reserved" });
  });

  it("has no two names that differ by case only: a model reference would mean either", async () => {
    await add("OpenAI");
    await expect(add("openai")).rejects.toMatchObject({
      code: "providers.name-taken",
      details: { name: "OpenAI" },
    });
  });

  it("tells every page what changed", async () => {
    const { providerId } = await add("a");
    await lathe.call("providers.update", { providerId, limits: { concurrency: 9 } });
    await lathe.call("providers.remove", { providerId });
    expect(events.filter(({ type }) => type === "provider.changed")).toHaveLength(3);
    expect(await lathe.call("providers.list", {})).toHaveLength(1);
    await expect(lathe.call("providers.remove", { providerId })).rejects.toMatchObject({
      code: "providers.not-found",
    });
  });

  it("changes only what was named", async () => {
    const { providerId } = await lathe.call("providers.add", {
      name: "a",
      baseUrl: "http://localhost:1234/v1",
      key: { kind: "environment", variable: "ACME_KEY" },
      limits: { concurrency: 7, requestsPerMinute: 60 },
    });
    const changed = await lathe.call("providers.update", { providerId, limits: { tokensPerMinute: 5_000 } });
    expect(changed).toMatchObject({
      baseUrl: "http://localhost:1234/v1",
      key: { kind: "environment", variable: "ACME_KEY", present: false },
      limits: { concurrency: 7, requestsPerMinute: 60, tokensPerMinute: 5_000 },
    });
  });
});

describe("the address", () => {
  it.each([
    ["https://api.acme.test/v1/", "https://api.acme.test/v1"],
    ["HTTPS://API.Acme.Test:443/v1//", "https://api.acme.test/v1"],
    ["https://api.acme.test", "https://api.acme.test"],
    ["http://127.0.0.1:11434/v1/chat/completions", "http://127.0.0.1:11434/v1"],
    ["https://api.acme.test./v1", "https://api.acme.test/v1"],
  ])("is kept in one form: %s", async (given, kept) => {
    expect((await add("a", given)).baseUrl).toBe(kept);
  });

  it.each([
    "http://169.254.169.254/latest",
    "http://2852039166/v1",
    "http://0xA9FEA9FE/v1",
    "http://[fd00:ec2::254]/v1",
    "http://[::ffff:169.254.169.254]/v1",
    "http://metadata.google.internal/v1",
    "http://metadata.google.internal./v1",
  ])("is never that of a cloud machine's credentials, however it is spelled: %s", async (address) => {
    await expect(add("a", address)).rejects.toMatchObject({ code: "providers.address-refused" });
  });

  it.each(["ftp://host/v1", "https://user:pass@host/v1", "host/v1", "https://host/v1?key=1"])(
    "is refused when it is not a plain one: %s",
    async (address) => {
      await expect(add("a", address)).rejects.toMatchObject({ code: "host.bad-input" });
    },
  );
});

describe("a key", () => {
  it("never comes back out, but for its last four characters", async () => {
    await add("a", "https://api.acme.test/v1", { kind: "vault", key });
    const list = await lathe.call("providers.list", {});
    expect(list[1]?.key).toEqual({ kind: "vault", hint: "7788" });
    expect(JSON.stringify([list, events])).not.toContain("CANARY");
    expect(db.raw.serialize().includes("CANARY")).toBe(false);
  });

  it("gives no hint when it is so short that four characters would give much of it away", async () => {
    const { key: state } = await add("a", "https://api.acme.test/v1", { kind: "vault", key: "sk-12345678" });
    expect(state).toEqual({ kind: "vault", hint: "" });
  });

  it.each(["sk-abc\ndef", "sk-abc def", "sk-“quoted”", "   "])(
    "is refused when it was copied badly: %j",
    async (bad) => {
      await expect(add("a", "https://api.acme.test/v1", { kind: "vault", key: bad })).rejects.toMatchObject({
        code: "providers.key-invalid",
      });
      expect(await lathe.call("providers.list", {})).toHaveLength(1);
    },
  );

  it("is forgotten when the address moves to another origin, and kept when only the path changes", async () => {
    const { providerId } = await add("a", "https://api.acme.test/v1", { kind: "vault", key });
    const inPlace = await lathe.call("providers.update", { providerId, baseUrl: "https://api.acme.test/v2" });
    expect(inPlace.key.kind).toBe("vault");
    const moved = await lathe.call("providers.update", { providerId, baseUrl: "https://evil.test/v1" });
    expect(moved.key).toEqual({ kind: "none" });
    for (const origin of ["https://api.acme.test", "https://evil.test"]) {
      expect(await ports.vault.get(providerId, origin)).toBeNull();
    }
  });

  it("goes along to another origin when it is given anew", async () => {
    const { providerId } = await add("a", "https://api.acme.test/v1", { kind: "vault", key });
    const newKey = { kind: "vault" as const, key: "sk-another-key-9999" };
    const moved = await lathe.call("providers.update", {
      providerId,
      baseUrl: "https://new.test/v1",
      key: newKey,
    });
    expect(moved.key).toEqual({ kind: "vault", hint: "9999" });
    expect(await ports.vault.get(providerId, "https://new.test")).toBe("sk-another-key-9999");
  });

  it("leaves the vault with its provider", async () => {
    const { providerId } = await add("a", "https://api.acme.test/v1", { kind: "vault", key });
    await lathe.call("providers.remove", { providerId });
    expect(await ports.vault.get(providerId, "https://api.acme.test")).toBeNull();
  });

  it("that was still being stored when its provider was removed does not stay without it", async () => {
    const { providerId } = await add("a");
    const { set } = ports.vault;
    ports.vault.set = async (...entry) => {
      await lathe.call("providers.remove", { providerId });
      await set(...entry);
    };
    const change = lathe.call("providers.update", { providerId, key: { kind: "vault", key } });
    await expect(change).rejects.toMatchObject({ code: "providers.not-found" });
    expect(await ports.vault.get(providerId, "https://api.acme.test")).toBeNull();
  });

  it("that a locked keyring does not let go hides from no window that its provider is gone", async () => {
    const { providerId } = await add("a", "https://api.acme.test/v1", { kind: "vault", key });
    events.length = 0;
    ports.vault.forget = () =>
      Promise.reject(new LatheError({ code: "vault.keyring-refused", message: "Locked." }));
    const removal = lathe.call("providers.remove", { providerId });
    await expect(removal).rejects.toMatchObject({ code: "vault.keyring-refused" });
    expect(events).toMatchObject([{ type: "provider.changed", providerId }, { type: "prices.changed" }]);
  });
});

describe("the test of a provider", () => {
  it("A-59 lists no model by whose name the provider repeats the key", async () => {
    fake = await startFakeOpenAi({ key, models: ["m-1", `m-${key}`, btoa(key)] });
    const { providerId } = await add("a", fake.baseUrl, { kind: "vault", key });
    expect(await lathe.call("providers.test", { providerId })).toMatchObject({ ok: true, models: ["m-1"] });
  });

  it("R-43 is cancelled at once while a locked keyring waits for somebody to open it", async () => {
    const { providerId } = await add("a", "https://api.acme.test/v1", { kind: "vault", key });
    const controller = new AbortController();
    ports.vault.get = () => {
      controller.abort();
      return new Promise(() => {});
    };
    await expect(lathe.call("providers.test", { providerId }, controller.signal)).rejects.toMatchObject({
      code: "host.cancelled",
    });
  });

  it("lists the models without spending a token", async () => {
    fake = await startFakeOpenAi({ key, models: ["m-2", "m-1", "m-1"] });
    const { providerId } = await add("a", fake.baseUrl, { kind: "vault", key });
    expect(await lathe.call("providers.test", { providerId })).toMatchObject({
      ok: true,
      models: ["m-1", "m-2"],
      error: null,
    });
    expect(fake.requests.map(({ path }) => path)).toEqual(["/v1/models"]);
  });

  it("reads the key from the environment at each call", async () => {
    fake = await startFakeOpenAi({ key });
    const { providerId } = await add("a", fake.baseUrl, { kind: "environment", variable: "ACME_KEY" });
    const before = await lathe.call("providers.test", { providerId });
    expect(before.error).toMatchObject({
      code: "providers.key-missing",
      message: expect.stringContaining("ACME_KEY"),
    });
    environment.ACME_KEY = key;
    expect((await lathe.call("providers.test", { providerId })).ok).toBe(true);
  });

  it("says that the key was rejected, without the key that the provider repeats", async () => {
    fake = await startFakeOpenAi({ key: "the-right-one" });
    const { providerId } = await add("a", fake.baseUrl, { kind: "vault", key });
    const test = await lathe.call("providers.test", { providerId });
    expect(test).toMatchObject({ ok: false, error: { code: "providers.key-rejected" } });
    expect(JSON.stringify(test)).not.toContain("CANARY");
  });

  it("says that the base URL is incomplete", async () => {
    fake = await startFakeOpenAi();
    const { providerId } = await add("a", fake.baseUrl.replace("/v1", ""));
    const { error } = await lathe.call("providers.test", { providerId });
    expect(error).toMatchObject({
      code: "providers.address-not-found",
      message: expect.stringContaining("/v1"),
    });
  });

  it("is cancelled when its page leaves", async () => {
    ports.fetch = (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
        controller.abort();
      });
    const controller = new AbortController();
    const { providerId } = await add("a");
    await expect(lathe.call("providers.test", { providerId }, controller.signal)).rejects.toMatchObject({
      code: "host.cancelled",
    });
  });

  it("always passes for the simulator", async () => {
    const [simulator] = await lathe.call("providers.list", {});
    const providerId = simulator?.providerId ?? expect.fail("no simulator");
    expect(await lathe.call("providers.test", { providerId })).toMatchObject({
      ok: true,
      models: ["default", "fast", "slow"],
    });
  });
});

describe("the models to choose from", () => {
  it("has those of every provider that answers, and names the one that does not", async () => {
    fake = await startFakeOpenAi({ models: ["m-1"] });
    await add("good", fake.baseUrl);
    await add("gone", "http://127.0.0.1:9/v1");
    const { models, failures } = await lathe.call("providers.models", {});
    expect(models.map(({ ref }) => ref)).toEqual([
      "simulator/default",
      "simulator/fast",
      "simulator/slow",
      "good/m-1",
    ]);
    expect(models[0]?.price).toMatchObject({ inputPerMillion: 0, outputPerMillion: 0 });
    expect(models[3]?.price).toBeNull();
    expect(failures).toMatchObject([{ provider: "gone", error: { code: "providers.port-refused" } }]);
  });

  it("remembers a list for some minutes, unless it is asked anew or the address changed", async () => {
    fake = await startFakeOpenAi({ models: ["m-1"] });
    const { providerId } = await add("a", fake.baseUrl);
    const ask = (refresh = false) => lathe.call("providers.models", { refresh });
    await ask();
    await ask();
    expect(fake.requests).toHaveLength(1);
    await ask(true);
    expect(fake.requests).toHaveLength(2);
    await ports.clock.sleep(6 * 60_000, new AbortController().signal);
    await ask();
    expect(fake.requests).toHaveLength(3);
    await lathe.call("providers.update", { providerId, baseUrl: "http://127.0.0.1:9/v1" });
    expect((await ask()).failures).toHaveLength(1);
  });
});

describe("prices", () => {
  const price = { inputPerMillion: 1, outputPerMillion: 2, asOf: "2026-11-24" };

  it("lets the user replace a shipped price and go back to it", async () => {
    const entry = { provider: "api.openai.com", model: "gpt-4o" };
    const find = (list: { provider: string; model: string }[]) =>
      list.filter((one) => one.provider === entry.provider && one.model === entry.model);
    expect(find(await lathe.call("providers.prices", {}))).toMatchObject([{ source: "shipped" }]);
    expect(find(await lathe.call("providers.set-price", { ...entry, price }))).toEqual([
      { ...entry, price, source: "user" },
    ]);
    expect(find(await lathe.call("providers.set-price", { ...entry, price: null }))).toMatchObject([
      { source: "shipped" },
    ]);
    expect(events).toContainEqual({ type: "prices.changed" });
  });

  it("does not keep two prices for names that differ by case only", async () => {
    await lathe.call("providers.set-price", { provider: "Acme", model: "m", price });
    const list = await lathe.call("providers.set-price", {
      provider: "acme",
      model: "m",
      price: { ...price, inputPerMillion: 5 },
    });
    expect(list.filter(({ source }) => source === "user")).toMatchObject([{ price: { inputPerMillion: 5 } }]);
  });

  it("go with their provider, so that another one of that name does not inherit them", async () => {
    const { providerId } = await add("acme");
    await lathe.call("providers.set-price", { provider: "acme", model: "m", price });
    await lathe.call("providers.remove", { providerId });
    expect((await lathe.call("providers.prices", {})).filter(({ source }) => source === "user")).toEqual([]);
  });

  it("has none to set for the simulator", async () => {
    const change = lathe.call("providers.set-price", { provider: "simulator", model: "default", price });
    await expect(change).rejects.toMatchObject({ code: "providers.simulator-fixed" });
  });
});
