import type { editor } from "monaco-editor/editor";
import { lineHeightOf, textPadding } from "./editor-options.ts";

export interface HeightLimits {
  /** In lines as shown, wrapped ones counted. */
  minLines: number;
  /** Bounded also where a caller sets none: an editor as tall as a book would draw every line of it. */
  maxLines: number;
}

export const heightOf = (lines: number, fontSize: number): number =>
  lines * lineHeightOf(fontSize) + textPadding.top + textPadding.bottom;

/** Makes the container as tall as the text, within the limits; the text scrolls only beyond them. */
export function growWithContent(
  code: editor.IStandaloneCodeEditor,
  container: HTMLElement,
  limits: () => HeightLimits & { fontSize: number },
): { resize(): void } {
  const resize = () => {
    const { minLines, maxLines, fontSize } = limits();
    const wanted = code.getContentHeight();
    const height = Math.min(Math.max(wanted, heightOf(minLines, fontSize)), heightOf(maxLines, fontSize));
    // Without a width (in a hidden tab) every letter would be a line.
    if (container.style.height === `${height}px` || container.clientWidth === 0) return;
    container.style.height = `${height}px`;
    // At once: with the next frame the text would be seen jumping by a line.
    code.layout({ width: container.clientWidth, height });
  };
  code.onDidContentSizeChange((size) => size.contentHeightChanged && resize());
  resize();
  return { resize };
}
