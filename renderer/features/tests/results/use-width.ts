import { useCallback, useRef, useState } from "react";

/** The width of a box in pixels, in steps of forty: a panel that is dragged must not draw a table anew with every frame. */
export function useWidth(): [ref: (box: HTMLElement | null) => void, width: number] {
  const [width, setWidth] = useState(1_000);
  const observer = useRef<ResizeObserver | null>(null);
  const ref = useCallback((box: HTMLElement | null) => {
    observer.current?.disconnect();
    if (box === null) return;
    const measure = () => setWidth(Math.floor(box.clientWidth / 40) * 40);
    observer.current = new ResizeObserver(measure);
    observer.current.observe(box);
    measure();
  }, []);
  return [ref, width];
}
