import { diffWords, type TextPart } from "#shared/text/diff-text.ts";
import { withoutCommonEnds } from "./common-ends.ts";

export interface Compared {
  parts: TextPart[];
  /** `block`: too different to be matched piece by piece. */
  unit: "word" | "line" | "block";
  isSame: boolean;
}

/** Of a text that is shown in part nothing can be said beyond its end. */
export interface Cut {
  before?: boolean;
  after?: boolean;
}

/**
 * The differences as a person would mark them: what two rewritten passages share by chance (a blank, a comma, one Chinese
 * character) is no island between them but part of the change.
 */
export function compareTexts(before: string, after: string, cut: Cut = {}): Compared {
  const { parts: found, unit } = diffWords(before, after);
  const fine = unit === "word" ? found : withoutCommonEnds(found);
  const parts = withoutIslands(withoutCutEnds(fine, cut));
  return { parts, unit, isSame: parts.every(({ kind }) => kind === "same") };
}

/** Where the earlier text was cut, more of the later one is not an addition, and the other way round. */
function withoutCutEnds(parts: readonly TextPart[], { before, after }: Cut): TextPart[] {
  const kept = [...parts];
  // The last change may be a pair: what was removed, and what came in its place.
  for (let at = Math.max(0, kept.length - 2); at < kept.length; at += 1) {
    const part = kept[at];
    if (part === undefined || !kept.slice(at).every(({ kind }) => kind !== "same")) continue;
    if (part.kind === "removed" && after === true) kept.splice(at, 1);
    else if (part.kind === "added" && before === true) kept[at] = { kind: "same", text: part.text };
  }
  return kept;
}

/** A shared piece is an island when the changes around it are each several times as long. */
function isIsland(shared: string, around: number): boolean {
  const letters = shared.replace(/[\s\p{P}]/gu, "");
  if (letters === "") return !shared.includes("\n");
  const weight = weightOf(letters);
  return weight <= 3 && around >= weight * 2;
}

const weightOf = (text: string): number =>
  [...text.trim()].reduce((sum, letter) => sum + (isWide(letter) ? 2 : 1), 0);

/** A character that is a word, or half of one. */
const isWide = (letter: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(letter);

function withoutIslands(parts: readonly TextPart[]): TextPart[] {
  const result: TextPart[] = [];
  let removed = "";
  let added = "";
  const finish = () => {
    if (removed !== "") result.push({ kind: "removed", text: removed });
    if (added !== "") result.push({ kind: "added", text: added });
    removed = "";
    added = "";
  };
  parts.forEach(({ kind, text }, at) => {
    if (kind === "removed") removed += text;
    else if (kind === "added") added += text;
    else {
      const next = changeAfter(parts, at);
      const hasBoth = removed + next.removed !== "" && added + next.added !== "";
      const around = Math.min(weightOf(removed + added), weightOf(next.removed + next.added));
      if (hasBoth && around > 0 && isIsland(text, around)) {
        removed += text;
        added += text;
      } else {
        finish();
        result.push({ kind, text });
      }
    }
  });
  finish();
  return result;
}

function changeAfter(parts: readonly TextPart[], at: number): { removed: string; added: string } {
  const change = { removed: "", added: "" };
  for (const { kind, text } of parts.slice(at + 1, at + 3)) {
    if (kind === "same") break;
    change[kind] += text;
  }
  return change;
}
