import type { ImportFile, ImportFormat } from "../model/exchange.ts";
import { readers } from "./formats.ts";
import type { FormatReader } from "./found.ts";

/**
 * The reader of a file: the one that was asked for, else the one that is surest. undefined: none knows it. A reader that
 * fails while it only looks is as one that does not know the file.
 */
export function readerOf(file: ImportFile, format?: ImportFormat): FormatReader | undefined {
  if (format !== undefined) return readers.find((reader) => reader.format === format);
  let best: { reader: FormatReader; sure: number } | undefined;
  for (const reader of readers) {
    const sure = surenessOf(reader, file);
    if (sure > (best?.sure ?? 0)) best = { reader, sure };
  }
  return best?.reader;
}

function surenessOf(reader: FormatReader, file: ImportFile): number {
  try {
    return reader.recognise(file);
  } catch {
    return 0;
  }
}

/** Who may name other files is read before those that may be named. */
const order: ImportFormat[] = [
  "promptfoo",
  "promptfoo-results",
  "prompty",
  "dotprompt",
  "lathe",
  "langchain",
  "langfuse",
  "openai",
  "anthropic",
  "mlflow",
  "dataset",
  "text",
];

export const rankOf = ({ format }: FormatReader): number => order.indexOf(format);
