/** A replacement of `[start, end)` (UTF-16 offsets into the old text) by `text`. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

/**
 * The one replacement that makes `after` of `before`, as small as their common start and end allow, so that a cursor
 * outside it stays where it is. null when they are the same. It cuts neither a surrogate pair nor a CRLF in two.
 */
export function smallestEdit(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  while (start > 0 && (splitsUnit(before, start) || splitsUnit(after, start))) start -= 1;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) {
    tail += 1;
  }
  while (tail > 0 && (splitsUnit(before, before.length - tail) || splitsUnit(after, after.length - tail))) {
    tail -= 1;
  }
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

function splitsUnit(text: string, at: number): boolean {
  const left = text.charCodeAt(at - 1);
  const right = text.charCodeAt(at);
  return (left === 0x0d && right === 0x0a) || (isHigh(left) && isLow(right));
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** Characters, of all texts that wait for their echo. */
const maxReported = 4_000_000;

/**
 * Tells an echo from a change. An editor that reports a text gets it back as its value, perhaps after more was typed;
 * taking the echo for a change would undo the typing in between.
 */
export function createEchoFilter(initial: string) {
  let given = initial;
  let reported: string[] = [];
  return {
    /** The editor tells its owner this text. */
    report(text: string): void {
      // An owner that never answers costs no more than this.
      const most = Math.max(3, Math.min(49, Math.floor(maxReported / (text.length + 1))));
      reported = [...reported.slice(-most), text];
    },
    /** The owner gives this value: whether it is news to the editor. */
    isNews(value: string): boolean {
      if (value === given) return false;
      given = value;
      const answered = reported.lastIndexOf(value);
      reported = answered < 0 ? [] : reported.slice(answered + 1);
      return answered < 0;
    },
  };
}
