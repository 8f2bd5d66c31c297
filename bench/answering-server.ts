/**
 * An OpenAI-compatible endpoint in a process of its own that answers 300 bytes after the milliseconds that its path names:
 * `/50/v1/chat/completions`. `/span` tells how long it was from the first call to the end of the last since it was asked
 * before, and how many there were. Ends with its parent.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const text = JSON.stringify({ answer: "word ".repeat(54).trim() });
const body = JSON.stringify({
  id: "chatcmpl-bench",
  object: "chat.completion",
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
  usage: { prompt_tokens: 20, completion_tokens: 60, total_tokens: 80 },
});

let firstAt: number | null = null;
let lastAt = 0;
let calls = 0;

function answer(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(body);
  lastAt = performance.now();
}

const server = createServer((request, response) => {
  if (request.url === "/span") {
    response.end(JSON.stringify({ spanMs: firstAt === null ? 0 : lastAt - firstAt, calls }));
    firstAt = null;
    calls = 0;
    return;
  }
  const latencyMs = Number(request.url?.split("/")[1] ?? 0);
  firstAt ??= performance.now();
  calls += 1;
  request.resume().on("end", () => {
    if (latencyMs === 0) answer(response);
    else setTimeout(() => answer(response), latencyMs);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
process.stdin.on("end", () => process.exit(0)).resume();
