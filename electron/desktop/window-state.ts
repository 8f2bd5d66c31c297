import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { BrowserWindowConstructorOptions, Rectangle } from "electron";
import { z } from "zod";
import { theme } from "#shared/model/settings.ts";

/** Of a whole window and of its place; what the coordinates of a window system hold. */
const farthest = 32_767;
const coordinate = z.int().min(-farthest).max(farthest);

const windowState = z.object({
  format: z.literal(1),
  /** Of the window when it is neither maximised nor full screen, in Electron's device-independent pixels. */
  bounds: z.object({ x: coordinate, y: coordinate, width: coordinate, height: coordinate }),
  shown: z.enum(["normal", "maximised", "full-screen"]),
  /** For the surface that is there before the page is. */
  theme,
});
export type WindowState = z.infer<typeof windowState>;

/** How the window was left, or null where nobody knows: no file, half a file, or numbers that are no window. */
export function readWindowState(file: string): WindowState | null {
  try {
    return windowState.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/** Replaces the file in one step, at once: the program may be about to end. */
export function writeWindowState(file: string, state: Omit<WindowState, "format">): void {
  const beside = `${file}.tmp`;
  try {
    const handle = openSync(beside, "w", 0o600);
    try {
      writeFileSync(handle, JSON.stringify({ format: 1, ...state }));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

export const usualSize = { width: 1440, height: 900 };
export const smallestSize = { width: 880, height: 560 };

/** By how much of its title bar a window can be caught and moved, in pixels. */
const handleWidth = 120;
const handleHeight = 32;

/**
 * Where a window opens. The remembered place counts only where its title bar can be reached: the display it was on may
 * be gone. Without `x` and `y` the window opens in the middle of the main display. `workAreas`: of all displays, the
 * main one's first.
 */
export function placeWindow(
  remembered: Rectangle | null,
  workAreas: readonly Rectangle[],
): Pick<BrowserWindowConstructorOptions, "x" | "y" | "width" | "height"> {
  const wanted = remembered !== null && isLargeEnough(remembered) ? remembered : null;
  if (wanted !== null && workAreas.some((area) => isReachable(wanted, area))) {
    return { x: wanted.x, y: wanted.y, ...limited(wanted, extent(workAreas)) };
  }
  return limited(wanted ?? usualSize, workAreas[0] ?? usualSize);
}

type Size = Pick<Rectangle, "width" | "height">;

const isLargeEnough = ({ width, height }: Size): boolean =>
  width >= smallestSize.width && height >= smallestSize.height;

function isReachable(window: Rectangle, area: Rectangle): boolean {
  const visible = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return visible >= handleWidth && window.y >= area.y && window.y + handleHeight <= area.y + area.height;
}

const limited = (size: Size, most: Size): Size => ({
  width: Math.min(size.width, most.width),
  height: Math.min(size.height, most.height),
});

/** All displays together: a window may lie across two. */
function extent(areas: readonly Rectangle[]): Size {
  const span = (from: (area: Rectangle) => number, to: (area: Rectangle) => number) =>
    Math.max(...areas.map(to)) - Math.min(...areas.map(from));
  return {
    width: span(
      ({ x }) => x,
      ({ x, width }) => x + width,
    ),
    height: span(
      ({ y }) => y,
      ({ y, height }) => y + height,
    ),
  };
}
