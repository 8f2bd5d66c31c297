/**
 * An OpenAI-compatible endpoint in a process of its own that answers 300 bytes after the milliseconds that its path names:
 * `/50/v1/chat/completions`. Ends with its parent.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const text = JSON.stringify({ answer: "word ".repeat(54).trim() });
const body = JSON.stringify({
  id: "chatcmpl-bench",
  object: "chat.completion",
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
  usage: { prompt_tokens: 20, completion_tokens: 60, total_tokens: 80 },
});

const server = createServer((request, response) => {
  const latencyMs = Number(request.url?.split("/")[1] ?? 0);
  request.resume().on("end", () => {
    const answer = () => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(body);
    };
    if (latencyMs === 0) answer();
    else setTimeout(answer, latencyMs);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
process.stdin.on("end", () => process.exit(0)).resume();
