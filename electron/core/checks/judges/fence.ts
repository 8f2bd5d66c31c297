import { hash } from "node:crypto";

/** A piece of what is judged, under the name by which the judge is told of it. */
export interface Part {
  name: string;
  text: string;
}

const markLength = 16;

/**
 * The mark of the fences around these parts: it looks random, is the same for the same parts, and stands in none of them.
 * It is made from the parts themselves, so that a text which is to close its own fence would have to hold its own hash.
 */
export function fenceMark(parts: readonly Part[]): string {
  const text = JSON.stringify(parts.map((part) => [part.name, part.text]));
  for (let turn = 0; ; turn += 1) {
    const mark = hash("sha256", `lathe.fence/${turn}/${text}`).slice(0, markLength);
    if (!text.includes(mark)) return mark;
  }
}

/** The parts, each between two lines that only Lathe can write. */
export const fenced = (mark: string, parts: readonly Part[]): string =>
  parts.map(({ name, text }) => `<<<${mark} ${name}\n${harmless(text)}\n${mark} ${name}>>>`).join("\n\n");

/**
 * Marks by which chat formats tell who speaks, and lines that look like a fence, are taken out of what is judged: some
 * endpoints read the first even in the middle of a message.
 */
export const harmless = (text: string): string =>
  text
    .replace(/<\|[a-z_]{2,40}\|>|\[\/?INST\]|<<\/?SYS>>/gi, "[mark removed]")
    .replace(/^(?:<<<[0-9a-f]{8,64}\b.*|[0-9a-f]{8,64}\b.*>>>)$/gim, "[mark removed]");
