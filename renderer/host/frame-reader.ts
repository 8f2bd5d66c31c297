import type { Frame } from "#shared/contract/wire.ts";

/**
 * Frames from lines of JSON, wherever the network cut the bytes: inside a line, inside a character. An unfinished last
 * line is dropped: its call was cut off.
 */
export async function* readFrames(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<Frame, void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let unfinished = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (unfinished + decoder.decode(value, { stream: true })).split("\n");
    unfinished = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield JSON.parse(line) as Frame;
  }
}
