import type { PromptContent } from "../../model/content.ts";
import { findHidden, type HiddenCharacter } from "../hidden-characters.ts";
import { type Finding, maxFindings } from "./finding.ts";

/** Cyrillic and Greek letters that look like a Latin one, and that one. */
const twins: ReadonlyMap<string, string> = new Map(
  pairs("аеорсухіјѕһԁАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "aeopcyxijshdABEKMHOPCTXIJSABEZHIKMNOPTYXo"),
);

function pairs(foreign: string, latin: string): [string, string][] {
  return [...foreign].map((letter, index) => [letter, latin[index] ?? letter]);
}

/** Arabic, Hebrew, Syriac and the scripts of India and South-East Asia need joiners and direction marks to be read. */
const needsJoiners = /[\u0590-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u17ff\ufb1d-\ufefc]/;
/** England, Scotland and Wales are written as a black flag with letters that cannot be seen. */
const flag = /\u{1F3F4}[\u{E0020}-\u{E007E}]{1,6}\u{E007F}/gu;

/**
 * Characters that nobody sees and every model reads: controls, direction overrides, invisible ones, and letters of
 * another alphabet inside a Latin word. Neighbours of one kind are one finding.
 */
export function findHiddenText(content: PromptContent): Finding[] {
  return content.messages.flatMap((message, index) =>
    message.role === "history"
      ? []
      : joinNeighbours(suspects(message.template))
          .slice(0, maxFindings)
          .map(
            ({ start, end, kind, codePoint }): Finding => ({
              rule: "hidden-characters",
              level: "warning",
              place: { in: "message", index, start, end },
              data: { kind, name: codePoint },
            }),
          ),
  );
}

function suspects(text: string): HiddenCharacter[] {
  const found = findHidden(text);
  if (found.length === 0) return found;
  const isForeign = needsJoiners.test(text);
  const inFlags = new Set<number>();
  for (const { 0: whole, index } of text.matchAll(flag)) {
    for (let at = index; at < index + whole.length; at += 2) inFlags.add(at);
  }
  return found.filter(({ kind, codePoint, start, end }) => {
    if (kind === "look-alike") return twins.has(text.slice(start, end)) && hasLatinBeside(text, start, end);
    if (isForeign && /^U\+(?:200[C-F]|061C)$/.test(codePoint)) return false;
    return !inFlags.has(start);
  });
}

/** One Greek letter in a formula (Δt, μm) is meant. */
const hasLatinBeside = (text: string, start: number, end: number): boolean =>
  /\p{Script=Latin}{2}/u.test(`${text.slice(Math.max(0, start - 2), start)} ${text.slice(end, end + 2)}`);

function joinNeighbours(found: readonly HiddenCharacter[]): HiddenCharacter[] {
  const joined: HiddenCharacter[] = [];
  for (const next of found) {
    const last = joined.at(-1);
    if (last !== undefined && last.end === next.start && last.kind === next.kind) {
      joined[joined.length - 1] = { ...last, end: next.end };
    } else joined.push(next);
  }
  return joined;
}

/** The text as it looks: what cannot be seen is gone, a look-alike is the letter that it looks like. */
export const asItLooks = (text: string): string =>
  [...text].map((character) => twins.get(character) ?? "").join("");
