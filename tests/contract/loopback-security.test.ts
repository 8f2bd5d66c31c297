import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Router } from "#core/router.ts";
import { operations } from "#shared/contract/operations.ts";
import { maxRequestBytes } from "#shared/contract/wire.ts";
import { type Loopback, startLoopback } from "../../electron/loopback/server.ts";
import { openLoopbackHost, signIn, writePage } from "./loopback-host.ts";
import {
  foreignNames,
  foreignOrigins,
  goodHeaders,
  hostileBodies,
  type Probe,
  simpleRequests,
  withoutToken,
} from "./loopback-probes.ts";
import { pourInto, rawRequest, rawStatus } from "./raw-request.ts";

const opened: string[] = [];
const workbench: Router = {
  async *open({ operation }) {
    opened.push(operation);
    yield { kind: "done", value: null };
  },
};

const page = writePage();
let loopback: Loopback;
let port = 0;
let cookie = "";
beforeAll(async () => {
  loopback = await startLoopback({ workbench, rendererFolder: page.folder, log: () => {} });
  port = Number(new URL(loopback.origin).port);
  cookie = await signIn(loopback.url);
});
afterAll(async () => {
  await loopback.close();
  page.remove();
});

/** What Lathe's own page sends. */
const good = (): Record<string, string> => goodHeaders(page1());
const page1 = () => ({ port, origin: loopback.origin, cookie });

/** Made from the contract, so that an operation is covered from the day it is added. */
describe.each(Object.keys(operations))("POST /api/%s", (operation) => {
  async function refusesAll(probes: readonly Probe[]): Promise<void> {
    opened.length = 0;
    for (const probe of probes) {
      const body = probe.body === null ? {} : { body: probe.body ?? "{}" };
      const { method = "POST", query = "" } = probe;
      const path = `/api/${operation}${query}`;
      const headers = probe.headers(page1());
      const answer = await rawRequest(port, { method, path, headers, ...body });
      expect(answer.status, probe.name).toBe(probe.status);
      expect(Object.keys(answer.headers), probe.name).not.toContain("access-control-allow-origin");
      expect(answer.headers["set-cookie"], probe.name).toBeUndefined();
      expect(answer.headers["content-security-policy"], probe.name).toContain("default-src 'none'");
      expect(answer.headers["content-security-policy"], probe.name).toContain("frame-ancestors 'none'");
      expect(answer.headers["x-content-type-options"], probe.name).toBe("nosniff");
      if (answer.body !== "") expect(JSON.parse(answer.body), probe.name).toMatchObject({ kind: "failed" });
    }
    expect(opened).toEqual([]);
  }

  test("answers Lathe's own page", async () => {
    opened.length = 0;
    const answer = await rawRequest(port, {
      method: "POST",
      path: `/api/${operation}`,
      headers: good(),
      body: "{}",
    });
    expect(answer.status).toBe(200);
    expect(opened).toEqual([operation]);
  });

  test("A-17 does nothing for a page that reaches it under another name", () => refusesAll(foreignNames));
  test("A-18 does nothing for a page of another origin", () => refusesAll(foreignOrigins));
  test("A-19 does nothing without this instance's own token", () => refusesAll(withoutToken));
  test("A-20 does nothing for a request that a foreign page may send without asking", () =>
    refusesAll(simpleRequests));
  test("A-23 does nothing with a body that is too large, packed or broken", () => refusesAll(hostileBodies));
});

test("A-23 a body without a declared size is cut off at the limit", async () => {
  opened.length = 0;
  const answer = await rawRequest(port, {
    method: "POST",
    path: "/api/prompts.create",
    headers: { ...good(), "transfer-encoding": "chunked" },
    body: JSON.stringify({ name: "x".repeat(maxRequestBytes) }),
  });
  expect(answer.status).toBe(413);
  // The page's words name the limit.
  expect(JSON.parse(answer.body)).toMatchObject({ error: { details: { megabytes: 10 } } });
  expect(opened).toEqual([]);
});

test.each(["cookie", "no cookie"])(
  "A-23 a sender who was refused and goes on for ever is cut off without waiting for a whole request: %s",
  async (which) => {
    const { cookie: _signedIn, ...others } = good();
    const headers = which === "cookie" ? good() : others;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const head = ["POST /api/prompts.create HTTP/1.1", ...lines, "transfer-encoding: chunked", "", ""];
    const said = await pourInto(port, head.join("\r\n"));
    expect(said).toMatch(which === "cookie" ? /^HTTP\/1\.1 413/ : /^HTTP\/1\.1 401/);
    // By the refusal, and not by the end of the patience with slow requests.
    expect(said).not.toContain("408");
  },
);

test("A-17 A-23 requests that readers of HTTP understand differently are refused", async () => {
  const get = (head: string) => rawStatus(port, `${head}\r\nConnection: close\r\n\r\n`);
  const host = `Host: 127.0.0.1:${port}`;
  expect(await get("GET / HTTP/1.1")).toBe(421);
  expect(await get(`GET / HTTP/1.1\r\n${host}\r\nHost: evil.com`)).toBe(421);
  expect(await get(`GET / HTTP/1.1\r\nHost: evil.com\r\n${host}`)).toBe(421);
  expect(await get(`GET http://evil.com/ HTTP/1.1\r\n${host}`)).toBe(421);
  expect(await get(`GET http://127.0.0.1:${port}/ HTTP/1.1\r\n${host}`)).toBe(421);
  expect(await get(`GET //evil.com/ HTTP/1.1\r\n${host}`)).toBe(401);
  expect(await get(`OPTIONS * HTTP/1.1\r\n${host}`)).toBe(421);
  expect(await get("GET / HTTP/1.0")).toBe(421);
  expect(await get(`CONNECT evil.com:443 HTTP/1.1\r\n${host}`)).toBe(0);
  expect(
    await get(`POST /api/a.b HTTP/1.1\r\n${host}\r\nContent-Length: 1\r\nTransfer-Encoding: chunked`),
  ).toBe(400);
  expect(await get(`GET / HTTP/1.1\r\n${host}\r\nX-Large: ${"x".repeat(20_000)}`)).toBe(431);
});

test("A-21 a WebSocket upgrade from a foreign page meets the same refusal", async () => {
  const upgrade = (...more: string[]) =>
    rawStatus(
      port,
      `${[
        "GET /api/host.watch HTTP/1.1",
        `Host: 127.0.0.1:${port}`,
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        ...more,
      ].join("\r\n")}\r\n\r\n`,
    );
  expect(await upgrade("Origin: https://evil.com")).toBe(403);
  expect(await upgrade("Origin: null", `Cookie: ${cookie}`)).toBe(403);
  // Nor does Lathe's own page get one: there is none.
  expect(await upgrade(`Origin: ${loopback.origin}`, `Cookie: ${cookie}`)).toBe(405);
});

test("A-21 an EventSource of a foreign page is told nothing, with or without the cookie", async () => {
  opened.length = 0;
  for (const site of ["cross-site", "same-site"]) {
    const answer = await rawRequest(port, {
      path: "/api/host.watch",
      headers: {
        host: `127.0.0.1:${port}`,
        accept: "text/event-stream",
        origin: "http://127.0.0.1:1",
        "sec-fetch-site": site,
        cookie,
      },
    });
    expect(answer.status).toBe(403);
    expect(answer.headers["content-type"]).not.toContain("event-stream");
  }
  expect(opened).toEqual([]);
});

test("A-20 no GET changes anything, whatever it asks for", async () => {
  opened.length = 0;
  for (const operation of Object.keys(operations)) {
    for (const path of [`/api/${operation}?input={}`, `/${operation}`, `/api/${operation}/`]) {
      const headers = { host: `127.0.0.1:${port}`, cookie, "sec-fetch-site": "none" };
      expect([404, 405], path).toContain((await rawRequest(port, { path, headers })).status);
    }
  }
  expect(opened).toEqual([]);
});

test("A-22 no way of writing the path of an operation reaches another one", async () => {
  opened.length = 0;
  const paths = [
    "/api/prompts.list/../prompts.remove",
    "/api/prompts%2elist",
    "/api/PROMPTS.LIST",
    "/api//prompts.list",
    "/api/prompts.list%00",
    "/api/prompts.list;x=1",
    "/api/..%2fprompts.list",
    "/api/__proto__",
    "/api/constructor.prototype.x",
    "/api/",
    `/api/${"a".repeat(4_000)}.b`,
  ];
  for (const path of paths) {
    const answer = await rawRequest(port, { method: "POST", path, headers: good(), body: "{}" });
    expect(answer.status, path).toBe(404);
  }
  expect(opened).toEqual([]);
});

describe("the start address", () => {
  const open = (url: string, headers: Record<string, string> = {}, method = "GET") => {
    const { pathname, search } = new URL(url);
    return rawRequest(port, {
      method,
      path: pathname + search,
      headers: { host: `127.0.0.1:${port}`, ...headers },
    });
  };

  test("A-19 signs a browser in once; whoever finds it later in a history or a log gets nothing", async () => {
    const url = loopback.newUrl();
    expect(new URL(url).searchParams.get("token")?.length).toBe(43);
    const first = await open(url);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe("/");
    const [set] = first.headers["set-cookie"] ?? [];
    expect(set).toMatch(new RegExp(`^lathe_${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`));

    const second = await open(url);
    expect(second.status).toBe(401);
    expect(second.headers["set-cookie"]).toBeUndefined();
    expect(second.body).toContain("press Enter in the terminal");
    expect(second.body).toContain("按回车键");
  });

  test("brings a browser that is signed in to the page, also when used again", async () => {
    const answer = await open(loopback.url, { cookie });
    expect(answer.status).toBe(303);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test("A-19 is not used up by a link preview, a foreign page or a wrong guess", async () => {
    const url = loopback.newUrl();
    expect((await open(url, {}, "HEAD")).status).toBe(401);
    expect((await open(url, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await open(`${url.slice(0, -1)}${url.endsWith("A") ? "B" : "A"}`)).status).toBe(401);
    expect((await open(loopback.origin.concat("/start"))).status).toBe(401);
    expect((await open(url)).status).toBe(303);
  });

  test("A-19 of another instance opens nothing here", async () => {
    const other = await startLoopback({ workbench, rendererFolder: page.folder, log: () => {} });
    try {
      expect((await open(other.url)).status).toBe(401);
      const otherCookie = await signIn(other.url);
      expect((await open(`${loopback.origin}/`, { cookie: otherCookie })).status).toBe(401);
    } finally {
      await other.close();
    }
  });
});

describe("the page's files", () => {
  const get = (path: string, headers: Record<string, string> = { cookie }) =>
    rawRequest(port, { path, headers: { host: `127.0.0.1:${port}`, ...headers } });

  test("are served to a signed-in browser with their type, and only hashed ones are kept", async () => {
    const index = await get("/");
    expect(index.status).toBe(200);
    expect(index.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(index.headers["cache-control"]).toBe("no-cache");
    const script = await get("/assets/index-abc123.js");
    expect(script.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(script.headers["cache-control"]).toContain("immutable");
  });

  test("are not shown to a browser that is not signed in, which is told where to look in both languages", async () => {
    const answer = await get("/", {});
    expect(answer.status).toBe(401);
    expect(answer.body).toContain("address from your terminal");
    expect(answer.body).toContain("终端");
    expect((await get("/assets/index-abc123.js", {})).status).toBe(401);
  });

  test.each([
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/assets/../../secret.txt",
    "/assets/..\\..\\secret.txt",
    "/assets%2findex-abc123.js",
    "//etc/passwd",
    "/etc/passwd",
    "/%00",
    "/index.html%00.png",
    "/INDEX.HTML",
    "/assets/",
    "/assets/index-abc123.js.map",
    "/prompts/prm_1",
    "/__proto__",
    `/${"a".repeat(8_000)}`,
    "/con",
    "/.",
    "/..",
    "/C:\\windows\\win.ini",
    "/\\\\host\\share",
    "/%c0%ae%c0%ae/secret.txt",
    "/index.html/",
    "/index.html.map",
  ])("A-22 A-30 hold nothing under %s", async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.body).toBe("Not found");
  });

  test("cannot be written", async () => {
    const answer = await rawRequest(port, { method: "PUT", path: "/index.html", headers: good(), body: "x" });
    expect(answer.status).toBe(405);
  });
});

describe("hostile JSON", () => {
  test.each([
    [
      "nested 100,000 deep",
      `{"content":{"messages":[]},"values":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    ],
    ["nested 100,000 objects deep", `{"values":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`],
    ["a number beyond all numbers", '{"limit":1e999}'],
    ["a list where an object belongs", "[]"],
    ["null", "null"],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0x61, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])("A-23 %s is answered as an error and the server lives", async (_name, body) => {
    const host = await openLoopbackHost();
    try {
      const hostPort = Number(new URL(host.loopback.origin).port);
      const headers = {
        host: `127.0.0.1:${hostPort}`,
        cookie: host.cookie,
        "content-type": "application/json",
      };
      for (const operation of ["prompts.format", "prompts.list"]) {
        const answer = await rawRequest(hostPort, {
          method: "POST",
          path: `/api/${operation}`,
          headers,
          body,
        });
        expect([200, 400]).toContain(answer.status);
        expect(answer.body.trimEnd().split("\n")).toHaveLength(1);
      }
      const alive = await rawRequest(hostPort, {
        method: "POST",
        path: "/api/settings.read",
        headers,
        body: "{}",
      });
      expect(JSON.parse(alive.body)).toMatchObject({ kind: "done" });
    } finally {
      await host.close();
    }
  });
});

test("A-30 a fault of Lathe's own tells neither its place in the source nor a path of the machine", async () => {
  const host = await openLoopbackHost();
  try {
    const answer = await rawRequest(Number(new URL(host.loopback.origin).port), {
      method: "POST",
      path: "/api/prompts.find",
      headers: {
        host: new URL(host.loopback.origin).host,
        cookie: host.cookie,
        "content-type": "application/json",
      },
      body: '{"name":"x"}',
    });
    expect(JSON.parse(answer.body)).toMatchObject({ kind: "failed", error: { code: "host.internal" } });
    expect(answer.body).not.toMatch(/secret internals|\/home\/|\bat \w|\.ts:\d/);
  } finally {
    await host.close();
  }
});

test("a port that is taken is told with what to do", async () => {
  const starting = startLoopback({ workbench, rendererFolder: page.folder, port, log: () => {} });
  await expect(starting).rejects.toMatchObject({ code: "host.port-taken", details: { port } });
});

test("a page that was not built is told with what to do", async () => {
  const starting = startLoopback({ workbench, rendererFolder: `${page.folder}/assets`, log: () => {} });
  await expect(starting).rejects.toMatchObject({ code: "host.page-missing" });
});
