import { cancelled } from "#shared/contract/errors.ts";

/** One call's place among those under way. */
export interface Place {
  /** The provider asked to slow down while this call was under way: fewer at once from now on. */
  wasRefused(): void;
  /** It was answered: a little more may be tried. */
  wasGood(): void;
  leave(): void;
}

export interface Places {
  /** Waits for a place, those that come back for a repeat before the others; rejects as soon as the signal aborts. */
  enter(limit: number, signal: AbortSignal, isRepeat: boolean): Promise<Place>;
}

/**
 * As many calls at once as the provider bears, at most the limit: halved when it asks to slow down, and grown back by one
 * for each round of answers that came well (additive increase, multiplicative decrease).
 */
export function createPlaces(): Places {
  let limit = 1;
  let active = 0;
  /** May be a fraction: what counts is the whole part, at least one. null: never refused, the limit alone counts. */
  let bearable: number | null = null;
  /** Rises with each halving: calls that had begun before it tell nothing about the new number. */
  let round = 0;
  const waiting: (() => void)[] = [];

  const allowed = (): number =>
    bearable === null ? limit : Math.min(limit, Math.max(1, Math.floor(bearable)));
  const admit = () => {
    while (active < allowed()) {
      const next = waiting.shift();
      if (next === undefined) return;
      active += 1;
      next();
    }
  };

  function place(): Place {
    const begun = round;
    let hasLeft = false;
    return {
      wasRefused() {
        if (begun !== round) return;
        bearable = Math.max(1, Math.min(active, allowed()) / 2);
        round += 1;
      },
      wasGood() {
        if (bearable === null) return;
        bearable += 1 / Math.max(1, bearable);
        if (bearable >= limit) bearable = null;
      },
      leave() {
        if (hasLeft) return;
        hasLeft = true;
        active -= 1;
        admit();
      },
    };
  }

  return {
    enter: (newLimit, signal, isRepeat) =>
      new Promise((resolve, reject) => {
        limit = newLimit;
        if (signal.aborted) {
          reject(cancelled());
          return;
        }
        const leave = () => {
          waiting.splice(waiting.indexOf(start), 1);
          reject(cancelled());
        };
        const start = () => {
          signal.removeEventListener("abort", leave);
          resolve(place());
        };
        signal.addEventListener("abort", leave, { once: true });
        if (isRepeat) waiting.unshift(start);
        else waiting.push(start);
        admit();
      }),
  };
}
