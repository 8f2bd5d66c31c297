/** Sure of itself: bytes that are not text in it are refused. */
const guess = "gb18030";

export interface DecodedText {
  text: string;
  /** Nothing says that it is so but that it can be read so. */
  isGuessed: boolean;
}

/**
 * The text of a file; null: it is none. UTF-8 nearly always; UTF-16 where it says so; else GB 18030, which spreadsheets
 * of Chinese systems write.
 */
export function readText(content: ArrayBuffer): DecodedText | null {
  const bytes = new Uint8Array(content);
  const marked = markedEncoding(bytes);
  // No text without such a mark has this byte; what is not text nearly always does.
  if (marked === null && bytes.subarray(0, 65_536).includes(0)) return null;
  const text = decode(bytes, marked ?? "utf-8");
  if (text !== null) return { text, isGuessed: false };
  const guessed = marked === null ? decode(bytes, guess) : null;
  return guessed === null ? null : { text: guessed, isGuessed: true };
}

function markedEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
