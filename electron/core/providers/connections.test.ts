import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "#shared/contract/client.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../../../tests/support/fake-openai.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import type { Ports } from "../ports.ts";
import { createRouter, type Handlers } from "../router.ts";
import { settingsHandlers } from "../settings/index.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { createProviders } from "./index.ts";
import { isLocalHost, kindOfAddress } from "./network-address.ts";

let fake: FakeOpenAi;
let port: string;
beforeAll(async () => {
  fake = await startFakeOpenAi();
  ({ port } = new URL(fake.baseUrl));
});
afterAll(() => fake.close());

/** Where each name leads now; a test bends it. */
let names: Record<string, string[]>;
let lathe: ReturnType<typeof createClient<AbortSignal>>;
let ports: Ports;
let count = 0;

beforeEach(() => {
  names = {};
  ports = createTestPorts({
    lookup: async (host) => {
      const addresses = names[host];
      if (addresses === undefined) throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    },
  });
  const db = openTestDatabase();
  const { handlers } = createProviders({ db, ports, publish: () => {} });
  const all = { ...handlers, ...settingsHandlers(db, () => {}) } as Handlers;
  const router = createRouter(all, { log: (_level, message) => expect.fail(message), checkOutputs: true });
  lathe = createClient<AbortSignal>(router.open);
});

async function testOf(host: string) {
  count += 1;
  const { providerId } = await lathe.call("providers.add", {
    name: `provider-${count}`,
    baseUrl: `http://${host}:${port}/v1`,
    key: { kind: "none" },
  });
  return { providerId, again: () => lathe.call("providers.test", { providerId }) };
}
describe("a name that leads where it must not", () => {
  it.each([
    ["127.0.0.1", "this computer"],
    ["10.1.2.3", "a private network"],
    ["172.31.0.9", "a private network"],
    ["192.168.1.10", "a home's network"],
    ["100.64.0.1", "a carrier's or a VPN's network"],
    ["0.0.0.0", "this computer, spelled otherwise"],
    ["::1", "this computer"],
    ["fd12:3456::1", "a private network"],
    ["::ffff:127.0.0.1", "this computer, mapped into IPv6"],
  ])("SSRF is refused at the moment of connecting: %s, %s", async (address) => {
    names["api.public.example"] = [address];
    const before = fake.connections();
    const { error } = await (await testOf("api.public.example")).again();
    expect(error).toMatchObject({
      code: "providers.address-private",
      details: { host: "api.public.example", address },
    });
    expect(fake.connections()).toBe(before);
  });

  it("SSRF is refused also where it names a good address beside the bad one", async () => {
    names["api.public.example"] = ["93.184.215.14", "127.0.0.1"];
    const { error } = await (await testOf("api.public.example")).again();
    expect(error?.code).toBe("providers.address-private");
  });

  it.each(["169.254.169.254", "fd00:ec2::254", "::ffff:169.254.169.254", "100.100.100.200"])(
    "SSRF never reaches a cloud machine's credentials, whatever the user allowed: %s",
    async (address) => {
      names["api.public.example"] = [address];
      names.gateway = [address];
      await lathe.call("settings.update", { patch: { privateHosts: ["api.public.example"] } });
      for (const host of ["api.public.example", "gateway"]) {
        const { error } = await (await testOf(host)).again();
        expect(error?.code).toBe("providers.address-refused");
      }
    },
  );

  it("SSRF is refused when it is bent later: good when it was added, inside when it is called", async () => {
    names["rebinding.example"] = ["203.0.113.9"];
    const { again } = await testOf("rebinding.example");
    names["rebinding.example"] = ["127.0.0.1"];
    expect((await again()).error?.code).toBe("providers.address-private");
  });

  it("SSRF is called once the user has allowed that host, and no other", async () => {
    names["llm.corp.example"] = ["127.0.0.1"];
    names["other.example"] = ["127.0.0.1"];
    const own = await testOf("llm.corp.example");
    expect((await own.again()).ok).toBe(false);
    await lathe.call("settings.update", { patch: { privateHosts: ["llm.corp.example"] } });
    expect((await own.again()).ok).toBe(true);
    expect((await (await testOf("other.example")).again()).error?.code).toBe("providers.address-private");
    await lathe.call("settings.update", { patch: { privateHosts: [] } });
    // A connection that was kept must not outlive the permission.
    expect((await own.again()).error?.code).toBe("providers.address-private");
  });
});

describe("a host that the user typed as their own", () => {
  it.each(["127.0.0.1", "localhost", "gpu-box", "ollama.lan", "nas.local"])(
    "SSRF may be inside: %s",
    async (host) => {
      names[host] = ["127.0.0.1"];
      expect(await (await testOf(host)).again()).toMatchObject({ ok: true });
    },
  );

  it("SSRF is told by its form, and a public ending is not one's own", () => {
    expect(["10.0.0.1", "::1", "box", "a.internal", "a.home.arpa"].map(isLocalHost)).toEqual(
      Array(5).fill(true),
    );
    expect(["api.openai.com", "localhost.evil.com", "127.0.0.1.nip.io", "a.localx"].map(isLocalHost)).toEqual(
      Array(4).fill(false),
    );
  });

  it("SSRF takes the addresses that a proxy invents for names for what they stand for", () => {
    expect(["198.18.0.7", "198.19.255.1", "8.8.8.8", "2606:4700::1"].map(kindOfAddress)).toEqual(
      Array(4).fill("public"),
    );
  });
});

describe("a redirect", () => {
  it("SSRF is not followed, not even to the same host: the key would go along", async () => {
    names.gateway = ["127.0.0.1"];
    const asked: string[] = [];
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", (data) => {
        asked.push(String(data).split("\r\n", 1)[0] ?? "");
        socket.end(
          `HTTP/1.1 302 Found\r\nlocation: ${fake.baseUrl}/models\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port: own } = server.address() as { port: number };
    const { providerId } = await lathe.call("providers.add", {
      name: "moved",
      baseUrl: `http://gateway:${own}/v1`,
      key: { kind: "vault", key: "sk-CANARY-0123456789" },
    });
    const before = fake.requests.length;
    expect((await lathe.call("providers.test", { providerId })).error?.code).toBe("providers.redirected");
    expect(asked).toEqual(["GET /v1/models HTTP/1.1"]);
    expect(fake.requests.length).toBe(before);
    server.close();
  });
});
