import { request } from "node:http";
import { connect } from "node:net";

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** One request with exactly these headers: no browser and no fetch in between that would put them right. */
export function rawRequest(
  port: number,
  options: { method?: string; path: string; headers?: Record<string, string>; body?: string | Uint8Array },
): Promise<RawAnswer> {
  const { method = "GET", path, headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (response) => {
      response.setEncoding("utf8");
      let text = "";
      response.on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        sent.destroy();
      });
    });
    sent.on("error", reject);
    // A declared length without a body: the answer has to come before the body does.
    if (body === undefined && headers["content-length"] !== undefined) sent.flushHeaders();
    else sent.end(body);
  });
}

/** Sends this head and then a body that never ends, until the server has cut the connection; answers what it said. */
export function pourInto(port: number, head: string): Promise<string> {
  let said = "";
  const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
  const socket = connect(port, "127.0.0.1", () => {
    socket.write(head);
    pour();
  });
  const pour = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on("drain", pour).on("error", () => {});
  socket.setEncoding("latin1").on("data", (piece: string) => {
    said += piece;
  });
  return new Promise((resolve) => socket.once("close", () => resolve(said)));
}

/** The status that the server answers to these bytes, or 0 where it only hangs up. */
export function rawStatus(port: number, text: string): Promise<number> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.end(text));
    socket.setEncoding("utf8");
    socket.on("data", (part: string) => {
      answer += part;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)));
  });
}
