import { maxRequestBytes } from "#shared/contract/wire.ts";
import type { ImportFile } from "#shared/model/exchange.ts";
import type { ChosenFile, LeftOut } from "./file-source.ts";
import { type DecodedText, readText } from "./read-text.ts";

/** What one call carries to the workbench; the rest is for the choices that go with it. */
export const mostBytes = Math.floor(maxRequestBytes * 0.9);

/** Kinds that hold no text, by their ending: they are not even opened. */
const binary =
  /\.(png|jpe?g|gif|webp|avif|bmp|ico|tiff?|heic|svgz|mp[34]|m4[av]|wav|ogg|flac|mov|avi|mkv|webm|zip|gz|tgz|bz2|xz|7z|rar|tar|jar|whl|pdf|docx?|xlsx?|pptx?|odt|ods|pages|numbers|key|exe|dll|so|dylib|bin|dmg|iso|class|pyc|wasm|node|db|sqlite3?|parquet|arrow|npy|npz|pt|onnx|safetensors|gguf|ttf|otf|woff2?)$/i;

interface Progress {
  tell: (read: number) => void;
  signal: AbortSignal;
}

/**
 * Reads what is text, as much of it as one import takes; the rest is named with its reason. `guessed` are those whose
 * encoding is not certain.
 */
export async function readFiles(
  chosen: readonly ChosenFile[],
  { tell, signal }: Progress,
): Promise<{ files: ImportFile[]; leftOut: LeftOut[]; guessed: string[] }> {
  const files: ImportFile[] = [];
  const leftOut: LeftOut[] = [];
  const guessed: string[] = [];
  let room = mostBytes;
  for (const [index, { path, file }] of chosen.entries()) {
    signal.throwIfAborted();
    const why = await readOne();
    if (why !== null) leftOut.push({ path, why });
    tell(index + 1);

    async function readOne(): Promise<LeftOut["why"] | null> {
      if (binary.test(path)) return "binary";
      if (file.size > mostBytes) return "too-large";
      if (file.size > room) return "no-room";
      let decoded: DecodedText | null;
      try {
        decoded = readText(await file.arrayBuffer());
      } catch {
        return "unreadable";
      }
      if (decoded === null) return "binary";
      const { text, isGuessed } = decoded;
      const bytes = bytesOf(text) + bytesOf(path) + 24;
      if (bytes > mostBytes) return "too-large";
      if (bytes > room) return "no-room";
      room -= bytes;
      files.push({ path, text });
      if (isGuessed) guessed.push(path);
      return null;
    }
  }
  return { files, leftOut, guessed };
}

/** As it crosses the wire. */
export const bytesOf = (text: string): number => new TextEncoder().encode(JSON.stringify(text)).length;
