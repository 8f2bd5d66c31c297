import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import {
  type Certificate,
  type Certificates,
  makeCertificates,
} from "../../../tests/support/certificates.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../../../tests/support/fake-openai.ts";
import { hasTool } from "../../../tests/support/needs-tool.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { openConnections } from "./connections.ts";
import { callOpenAiModel } from "./openai-model.ts";

const connections = openConnections(createTestPorts());

/** One real call through the real library; answers its reply or its error. */
function ask(baseUrl: string, more: { signal?: AbortSignal; idle?: number } = {}) {
  return callOpenAiModel(
    {
      subject: { provider: "acme", baseUrl, model: "m", redact: (said) => said },
      key: "sk-CANARY-0123456789abcdef",
      fetch: globalThis.fetch,
      connect: () => connections.take(new URL(baseUrl).origin, true),
      timeouts: { idle: more.idle ?? 5_000, total: 10_000 },
      now: Date.now,
    },
    {
      model: "acme/m",
      messages: [{ role: "human", content: "Say hello" }],
      settings: {},
      tools: [],
      outputSchema: null,
      repeatIndex: 0,
    },
    { signal: more.signal ?? new AbortController().signal, onText: () => {} },
  ).catch((error) => error);
}

async function listen(onSocket: (socket: Socket) => void): Promise<{ port: number; server: Server }> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    onSocket(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, server };
}

describe.skipIf(!hasTool("openssl"))("a real handshake", () => {
  let certificates: Certificates;
  let usual: string[];
  beforeAll(() => {
    certificates = makeCertificates();
    usual = getCACertificates("default");
    setDefaultCACertificates([...usual, certificates.authority]);
  });
  afterAll(() => setDefaultCACertificates(usual));

  async function serve(secure: Certificate): Promise<FakeOpenAi> {
    const fake = await startFakeOpenAi({ secure });
    onTestFinished(() => fake.close());
    return fake;
  }

  it("R-36 comes about with a certificate of an authority that is trusted", async () => {
    const fake = await serve(certificates.good);
    expect(await ask(fake.baseUrl)).toMatchObject({ text: "Hello from the fake model." });
  });

  it.each<[keyof Certificates, string]>([
    ["selfSigned", "certificate-untrusted"],
    ["expired", "certificate-expired"],
    ["otherHost", "certificate-wrong-host"],
  ])("R-36 that fails has its own code, is not repeated, and sends nothing: %s", async (which, code) => {
    const fake = await serve(certificates[which] as Certificate);
    const error = await ask(fake.baseUrl);
    expect(error).toMatchObject({ code: `providers.${code}`, retryable: false });
    expect(fake.requests).toEqual([]);
  });

  it("R-36 is told apart from a server that does not speak https at all", async () => {
    const fake = await startFakeOpenAi();
    onTestFinished(() => fake.close());
    const error = await ask(fake.baseUrl.replace("http:", "https:"));
    expect(error).toMatchObject({ code: "providers.not-https", message: expect.stringMatching(/http:\/\//) });
  });

  it("R-36 is asked for where a server of https is called without it", async () => {
    const fake = await serve(certificates.good);
    const error = await ask(fake.baseUrl.replace("https:", "http:"));
    expect(error).toMatchObject({
      code: "providers.connection-closed",
      message: expect.stringMatching(/https:\/\//),
    });
  });
});

describe("a handshake that never ends", () => {
  it("R-37 is given up after the idle time, and its socket closed", async () => {
    const closed = Promise.withResolvers<void>();
    const { port } = await listen((socket) => {
      socket.resume();
      socket.once("close", () => closed.resolve());
    });
    expect((await ask(`https://127.0.0.1:${port}/v1`, { idle: 100 })).code).toBe("providers.silent");
    await closed.promise;
  });

  it("R-43 is left at once when the call is cancelled, and its socket closed", async () => {
    const controller = new AbortController();
    const closed = Promise.withResolvers<void>();
    const { port } = await listen((socket) => {
      socket.once("close", () => closed.resolve());
      // The first bytes of the handshake are here: the client waits for ours.
      socket.once("data", () => controller.abort());
    });
    const error = await ask(`https://127.0.0.1:${port}/v1`, { signal: controller.signal });
    expect(error.code).toBe("host.cancelled");
    await closed.promise;
  });
});
