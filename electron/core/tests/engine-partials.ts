import type { ReadyCell } from "./attempt-cell.ts";
import type { PartialReply } from "./context.ts";

/** Of a long reply its end is enough to see that it goes on. In UTF-16 units. */
const longest = 2_000;

/** What has arrived of the replies on their way; gone as soon as they are there. */
export interface Partials {
  /** Takes what has arrived of the reply of this cell. */
  of(ready: ReadyCell): (arrived: string) => void;
  end(ready: ReadyCell): void;
  list(): PartialReply[];
}

export function createPartials(): Partials {
  const texts = new Map<number, PartialReply>();
  return {
    of:
      ({ cell, caseIndex, repeat }) =>
      (arrived) => {
        // The first half of a pair is no character.
        const text = arrived.slice(-longest).replace(/^[\uDC00-\uDFFF]/, "");
        texts.set(cell, { caseIndex, repeat, text });
      },
    end: ({ cell }) => void texts.delete(cell),
    list: () => [...texts.values()],
  };
}
