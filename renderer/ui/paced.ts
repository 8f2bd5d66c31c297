/**
 * Performs at once, then at most once in `everyMs` milliseconds, and for the last request always. A fast model sends
 * thousands of pieces a second; drawing each of them would leave the page no time for anything else.
 */
export function paced(everyMs: number, perform: () => void) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isWanted = false;

  function request(): void {
    if (timer !== null) {
      isWanted = true;
      return;
    }
    perform();
    timer = setTimeout(() => {
      timer = null;
      if (!isWanted) return;
      isWanted = false;
      request();
    }, everyMs);
  }

  /** Performs what was requested and not yet done, and nothing after that. */
  function finish(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (isWanted) perform();
    isWanted = false;
  }

  return { request, finish };
}
