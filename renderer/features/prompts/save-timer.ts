/** Fires when nothing has touched it for `idleMs`, and at the latest `maxMs` after the first touch. */
export interface SaveTimer {
  touch(): void;
  cancel(): void;
  readonly pending: boolean;
}

export function createSaveTimer(times: { idleMs: number; maxMs: number }, fire: () => void): SaveTimer {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let firstTouch = 0;

  const cancel = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  return {
    get pending() {
      return timer !== null;
    },
    cancel,
    touch() {
      const now = Date.now();
      if (timer === null) firstTouch = now;
      else clearTimeout(timer);
      const wait = Math.max(0, Math.min(times.idleMs, firstTouch + times.maxMs - now));
      timer = setTimeout(() => {
        timer = null;
        fire();
      }, wait);
    },
  };
}
