import { stableNumber, termsOf } from "./words.ts";

/** The simulator's one embedding model. */
export const simulatorEmbedding = "embedding";

const dimensions = 512;
const wordWeight = 1;
const gramWeight = 0.35;

/**
 * A text as a direction in which near texts lie near: hashed words and the letters of its words by threes, a character and
 * pairs of them for Chinese. It knows the words and not what they mean. Of length 1; nothing at all is the zero vector.
 */
export function simulateEmbedding(text: string): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  const add = (feature: string, weight: number) => {
    const hash = stableNumber(feature);
    // The sign lets features that share a place cancel out instead of adding up.
    vector[hash % dimensions] = (vector[hash % dimensions] ?? 0) + (hash & 0x10000 ? weight : -weight);
  };
  for (const term of termsOf(text)) add(`word ${term}`, wordWeight);
  for (const [word] of text.toLowerCase().matchAll(/\p{Script=Han}|[\p{L}\p{N}]+/gu)) {
    const padded = ` ${word} `;
    if (padded.length === 3) add(`gram ${word}`, gramWeight);
    for (let at = 0; at + 3 <= padded.length; at += 1) add(`gram ${padded.slice(at, at + 3)}`, gramWeight);
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
