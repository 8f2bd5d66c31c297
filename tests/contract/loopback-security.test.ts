import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Router } from "#core/router.ts";
import { operations } from "#shared/contract/operations.ts";
import { maxRequestBytes } from "#shared/contract/wire.ts";
import { type Loopback, startLoopback } from "../../electron/loopback/server.ts";
import { openLoopbackHost, signIn, writePage } from "./loopback-host.ts";
import { rawRequest, rawStatus } from "./raw-request.ts";

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
const good = (): Record<string, string> => ({
  host: `127.0.0.1:${port}`,
  origin: loopback.origin,
  "sec-fetch-site": "same-origin",
  "content-type": "application/json",
  cookie,
});
const without = (name: string): Record<string, string> => {
  const { [name]: _, ...rest } = good();
  return rest;
};
const cookieName = () => cookie.split("=")[0];

interface Probe {
  name: string;
  status: number;
  method?: string;
  headers: () => Record<string, string>;
  query?: string;
  body?: string | null;
}

const hosts = [
  "evil.com",
  "127.0.0.1",
  "localhost.evil.com:PORT",
  "127.0.0.1.nip.io:PORT",
  "2130706433:PORT",
  "0.0.0.0:PORT",
  "127.1:PORT",
  "127.0.0.1:PORT@evil.com",
  "127.0.0.1:1",
];
const origins = [
  "https://evil.com",
  "null",
  "http://localhost:PORT.evil.com",
  "http://127.0.0.1:1",
  "https://127.0.0.1:PORT",
  // Another name of the same server is another origin all the same.
  "http://localhost:PORT",
];
const types = [
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "text/json",
];
const filled = (text: string) => text.replace("PORT", String(port));

const probes: Probe[] = [
  ...hosts.map((host) => ({
    name: `Host ${host}`,
    status: 421,
    headers: () => ({ ...good(), host: filled(host) }),
  })),
  ...origins.map((origin) => ({
    name: `Origin ${origin}`,
    status: 403,
    headers: () => ({ ...good(), origin: filled(origin) }),
  })),
  ...["cross-site", "same-site"].map((site) => ({
    name: `Sec-Fetch-Site ${site}`,
    status: 403,
    headers: () => ({ ...good(), "sec-fetch-site": site }),
  })),
  ...types.map((type) => ({
    name: `content-type ${type}`,
    status: 415,
    headers: () => ({ ...good(), "content-type": type }),
  })),
  { name: "no content-type", status: 415, headers: () => without("content-type") },
  { name: "compressed body", status: 415, headers: () => ({ ...good(), "content-encoding": "gzip" }) },
  { name: "no cookie", status: 401, headers: () => without("cookie") },
  { name: "token in the query", status: 401, headers: () => without("cookie"), query: "?token=x" },
  {
    name: "wrong cookie",
    status: 401,
    headers: () => ({ ...good(), cookie: `${cookieName()}=${"A".repeat(43)}` }),
  },
  { name: "truncated cookie", status: 401, headers: () => ({ ...good(), cookie: cookie.slice(0, -1) }) },
  { name: "empty cookie", status: 401, headers: () => ({ ...good(), cookie: `${cookieName()}=` }) },
  {
    name: "cookie under another port's name",
    status: 401,
    headers: () => ({ ...good(), cookie: cookie.replace(/_\d+=/, "_1=") }),
  },
  ...["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"].map((method) => ({
    name: `method ${method}`,
    status: 405,
    method,
    body: null,
    headers: good,
  })),
  {
    name: "declared size over the limit",
    status: 413,
    body: null,
    headers: () => ({ ...good(), "content-length": String(maxRequestBytes + 1) }),
  },
  { name: "no JSON", status: 400, body: "{", headers: good },
];

describe.each(Object.keys(operations))("POST /api/%s", (operation) => {
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

  test("does nothing for anybody else, and says so the same way for every operation", async () => {
    opened.length = 0;
    for (const probe of probes) {
      const body = probe.body === null ? {} : { body: probe.body ?? "{}" };
      const { method = "POST", query = "" } = probe;
      const path = `/api/${operation}${query}`;
      const answer = await rawRequest(port, { method, path, headers: probe.headers(), ...body });
      expect(answer.status, probe.name).toBe(probe.status);
      expect(Object.keys(answer.headers), probe.name).not.toContain("access-control-allow-origin");
      expect(answer.headers["set-cookie"], probe.name).toBeUndefined();
      expect(answer.headers["content-security-policy"], probe.name).toContain("default-src 'none'");
      expect(answer.headers["x-content-type-options"], probe.name).toBe("nosniff");
    }
    expect(opened).toEqual([]);
  });
});

test("a body without a declared size is cut off at the limit", async () => {
  opened.length = 0;
  const answer = await rawRequest(port, {
    method: "POST",
    path: "/api/prompts.create",
    headers: { ...good(), "transfer-encoding": "chunked" },
    body: JSON.stringify({ name: "x".repeat(maxRequestBytes) }),
  });
  expect(answer.status).toBe(413);
  expect(opened).toEqual([]);
});

test("requests that readers of HTTP understand differently are refused", async () => {
  const get = (head: string) => rawStatus(port, `${head}\r\nConnection: close\r\n\r\n`);
  const host = `Host: 127.0.0.1:${port}`;
  expect(await get("GET / HTTP/1.1")).toBe(421);
  expect(await get(`GET / HTTP/1.1\r\n${host}\r\nHost: evil.com`)).toBe(421);
  expect(await get(`GET / HTTP/1.1\r\nHost: evil.com\r\n${host}`)).toBe(421);
  expect(await get(`GET http://evil.com/ HTTP/1.1\r\n${host}`)).toBe(421);
  expect(await get(`CONNECT evil.com:443 HTTP/1.1\r\n${host}`)).toBe(0);
  expect(
    await get(`POST /api/a.b HTTP/1.1\r\n${host}\r\nContent-Length: 1\r\nTransfer-Encoding: chunked`),
  ).toBe(400);
  expect(await get(`GET / HTTP/1.1\r\n${host}\r\nX-Large: ${"x".repeat(20_000)}`)).toBe(431);
});

test("a WebSocket upgrade from a foreign page meets the same refusal", async () => {
  const upgrade = [
    "GET /api/host.watch HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Origin: https://evil.com",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
  ];
  expect(await rawStatus(port, `${upgrade.join("\r\n")}\r\n\r\n`)).toBe(403);
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

  test("signs a browser in once; whoever finds it later in a history or a log gets nothing", async () => {
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

  test("is not used up by a link preview, a foreign page or a wrong guess", async () => {
    const url = loopback.newUrl();
    expect((await open(url, {}, "HEAD")).status).toBe(401);
    expect((await open(url, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await open(`${url.slice(0, -1)}${url.endsWith("A") ? "B" : "A"}`)).status).toBe(401);
    expect((await open(loopback.origin.concat("/start"))).status).toBe(401);
    expect((await open(url)).status).toBe(303);
  });

  test("of another instance opens nothing here", async () => {
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
  ])("hold nothing under %s", async (path) => {
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
  ])("%s is answered as an error and the server lives", async (_name, body) => {
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

test("a port that is taken is told with what to do", async () => {
  const starting = startLoopback({ workbench, rendererFolder: page.folder, port, log: () => {} });
  await expect(starting).rejects.toMatchObject({ code: "host.port-taken", details: { port } });
});

test("a page that was not built is told with what to do", async () => {
  const starting = startLoopback({ workbench, rendererFolder: `${page.folder}/assets`, log: () => {} });
  await expect(starting).rejects.toMatchObject({ code: "host.page-missing" });
});
