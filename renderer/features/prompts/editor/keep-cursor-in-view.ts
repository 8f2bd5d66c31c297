/** Pixels kept free above and below the line with the cursor. */
const margin = 40;

/**
 * A ref that scrolls its element so that the line being typed stays visible. A text editor that is as tall as its text
 * has nothing to scroll by itself, and the browser knows nothing of the cursor that it draws.
 */
export function keepCursorInView(area: HTMLElement | null): (() => void) | undefined {
  if (area === null) return;
  let frame = 0;
  const follow = () => {
    cancelAnimationFrame(frame);
    // One frame for the editor to draw the cursor in its new place, one to measure it.
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => showCursor(area));
    });
  };
  area.addEventListener("keydown", follow, { capture: true });
  area.addEventListener("focusin", follow);
  return () => {
    cancelAnimationFrame(frame);
    area.removeEventListener("keydown", follow, { capture: true });
    area.removeEventListener("focusin", follow);
  };
}

function showCursor(area: HTMLElement): void {
  const cursor = area.querySelector(".monaco-editor.focused .cursors-layer > .cursor");
  if (cursor === null) return;
  const { top, bottom } = cursor.getBoundingClientRect();
  const visible = area.getBoundingClientRect();
  if (top < visible.top + margin) area.scrollTop -= visible.top + margin - top;
  else if (bottom > visible.bottom - margin) area.scrollTop += bottom - visible.bottom + margin;
}
