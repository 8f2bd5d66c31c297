import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { maxConnections, usualPatience } from "../../electron/loopback/server.ts";
import { signIn } from "./loopback-host.ts";
import { goodHeaders } from "./loopback-probes.ts";
import { pourInto, rawRequest } from "./raw-request.ts";

/** How many connections at once; more for a longer look. */
const connectionCount = Number(process.env.LATHE_CONNECTIONS ?? 1_000);
/** By everything that is refused; and by bodies that are within the limit, parsed, and only then refused. */
const maxGrowthMb = { refused: 100, parsed: 300 };

let server: ChildProcess;
let port = 0;
let origin = "";
let cookie = "";
let usualMb = 0;
beforeAll(async () => {
  server = spawn(process.execPath, [join(import.meta.dirname, "load-server.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [url] = await once(createInterface(server.stdout as NonNullable<typeof server.stdout>), "line");
  origin = new URL(url).origin;
  port = Number(new URL(url).port);
  cookie = await signIn(url);
  await expectAlive();
  usualMb = memoryMb("VmRSS");
});
afterAll(async () => {
  const ended = once(server, "exit");
  server.stdin?.end();
  await ended;
});

/** Of the server's process: `VmRSS` now, `VmHWM` at its highest. 0 where the system does not tell. */
function memoryMb(what: "VmRSS" | "VmHWM"): number {
  if (process.platform !== "linux") return 0;
  const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
  return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
}

const good = () => goodHeaders({ port, origin, cookie });

async function expectAlive(limitMb = maxGrowthMb.refused): Promise<void> {
  const answer = await rawRequest(port, {
    method: "POST",
    path: "/api/settings.read",
    headers: good(),
    body: "{}",
  });
  expect(JSON.parse(answer.body)).toMatchObject({ kind: "done" });
  if (usualMb > 0) expect(memoryMb("VmHWM") - usualMb).toBeLessThan(limitMb);
}

/** A connection on which these bytes are sent and nothing more; answers what came back when the server has closed it. */
function hold(bytes: string): { socket: Socket; closed: Promise<string> } {
  let said = "";
  const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
  socket.setEncoding("latin1").on("data", (piece: string) => {
    said += piece;
  });
  socket.on("error", () => {});
  return { socket, closed: new Promise((resolve) => socket.once("close", () => resolve(said))) };
}

const head = (...lines: string[]) =>
  [
    "POST /api/settings.read HTTP/1.1",
    ...Object.entries(good()).map(([name, value]) => `${name}: ${value}`),
    ...lines,
    "",
    "",
  ].join("\r\n");

test("A-23 a sender that never finishes its headers or its body is cut off, and others are served meanwhile", async () => {
  const slow = [
    "GET / HTTP/1.1\r\nHost: 127.0",
    "GET",
    "",
    head("content-length: 100"),
    `${head("transfer-encoding: chunked")}5\r\n{"a"`,
  ].flatMap((bytes) => Array.from({ length: 10 }, () => hold(bytes)));
  await expectAlive();
  const answers = await Promise.all(slow.map(({ closed }) => closed));
  for (const answer of answers) expect(answer === "" || answer.startsWith("HTTP/1.1 408")).toBe(true);
  await expectAlive();
  // What the shipped server allows is no more than the rule.
  expect(usualPatience.headersMs).toBeLessThanOrEqual(10_000);
  expect(maxConnections).toBeLessThanOrEqual(100);
});

test("A-23 a crowd of connections is turned away at the door, and the page is served again after it", async () => {
  const crowd = Array.from({ length: connectionCount }, () => hold("GET / HTTP/1.1\r\n"));
  await Promise.all(crowd.map(({ closed }) => closed));
  await expectAlive();
});

test("A-23 a body without end is refused at the limit and its connection closed, however much is still to come", async () => {
  expect(await pourInto(port, head("transfer-encoding: chunked"))).toMatch(/^HTTP\/1\.1 413/);
  await expectAlive();
});

test.each([
  ["one that claims a gigabyte", () => head("content-length: 1000000000"), 413],
  ["a million headers", () => `${head().trimEnd()}\r\n${"a: b\r\n".repeat(1_000_000)}\r\n`, 431],
  ["one header of a megabyte", () => head(`x: ${"x".repeat(1_000_000)}`), 431],
  ["an address of a megabyte", () => `GET /${"a".repeat(1_000_000)} HTTP/1.1\r\n\r\n`, 431],
  [
    "a packed bomb",
    () => `${head("content-encoding: gzip", "content-length: 20")}${"\x1f\x8b\x08".padEnd(20)}`,
    415,
  ],
  ["a chunk of a negative size", () => `${head("transfer-encoding: chunked")}-1\r\n`, 400],
  [
    "a chunk size beyond all numbers",
    () => `${head("transfer-encoding: chunked")}${"f".repeat(40)}\r\n`,
    400,
  ],
  ["endless chunk extensions", () => `${head("transfer-encoding: chunked")}1;${"x".repeat(1_000_000)}`, 413],
])("A-23 %s is refused", async (_what, bytes, status) => {
  const { closed } = hold(bytes());
  const answer = await closed;
  // A connection that is closed on a sender may reset before the refusal was read.
  expect(answer === "" || answer.startsWith(`HTTP/1.1 ${status}`), answer.slice(0, 100)).toBe(true);
  await expectAlive();
});

test.each([
  ["lists nested 100,000 deep", "[".repeat(100_000) + "]".repeat(100_000)],
  ["objects nested 100,000 deep", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
  ["a number beyond all numbers", "1e999"],
  ["a number of a million digits", "9".repeat(1_000_000)],
  ["nine megabytes of text", JSON.stringify("x".repeat(9_000_000))],
  ["100,000 keys", `{${Array.from({ length: 100_000 }, (_, at) => `"k${at}":0`).join(",")}}`],
])("A-23 %s end in an answer and cost no lasting memory", async (_what, json) => {
  const answer = await rawRequest(port, {
    method: "POST",
    path: "/api/prompts.format",
    headers: good(),
    body: `{"content":{"messages":[]},"values":{"x":${json}}}`,
  });
  expect([200, 400]).toContain(answer.status);
  await expectAlive(maxGrowthMb.parsed);
});
