import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Log } from "./ports.ts";

/** Where a log's finished lines go. */
export type LogSink = (line: string) => void;

/** One line per message: time, level, text. `redact` runs over the text before it reaches the sink. */
export function createLog(sink: LogSink, redact: (text: string) => string = (text) => text): Log {
  return (level, message) => sink(`${new Date().toISOString()} ${level} ${inOneLine(redact(message))}\n`);
}

/** Messages go to stderr: stdout belongs to a command's result. */
export const toStderr: LogSink = (line) => void process.stderr.write(line);

/** Appends to a file that only its owner reads; one that has grown over `maxBytes` is set aside as `.1` first. */
export function toFile(path: string, maxBytes = 5_000_000): LogSink {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxBytes) renameSync(path, `${path}.1`);
  return (line) => {
    try {
      appendFileSync(path, line, { mode: 0o600 });
    } catch {
      // A full disk must not stop the work that the line was about.
      toStderr(line);
    }
  };
}

// Model output and foreign error texts end up in logs: escape sequences in them would drive the reader's terminal.
const inOneLine = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced here
  text.replace(/\n/g, "\\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "�");
