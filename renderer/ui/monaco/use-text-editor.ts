import type { editor } from "monaco-editor/editor";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { growWithContent, type HeightLimits } from "./auto-height.ts";
import { quietOptions } from "./editor-options.ts";
import type { Monaco } from "./load-monaco.ts";
import type { CarriedFocus } from "./PlainField.tsx";
import { openTextEditor, type TextEditor } from "./text-editor.ts";

export interface TextEditorProps extends HeightLimits {
  monaco: Monaco;
  value: string;
  onChange: (text: string) => void;
  language: string;
  fontSize: number;
  readOnly: boolean;
  ariaLabel: string;
  placeholder?: string | undefined;
  /** Constant for the life of the editor. */
  options?: editor.IEditorOptions;
  /** The cursor of the plain field that this editor takes the place of. */
  focus: RefObject<CarriedFocus | null>;
}

/** Opens an editor in `container` for as long as the component is mounted, and keeps it in step with the props. */
export function useTextEditor(
  container: RefObject<HTMLDivElement | null>,
  props: TextEditorProps,
): TextEditor | null {
  const { monaco, value, language, fontSize, readOnly, ariaLabel, placeholder, minLines, maxLines } = props;
  const [opened, setOpened] = useState<TextEditor | null>(null);
  const height = useRef<{ resize(): void } | null>(null);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useLayoutEffect(() => {
    const element = container.current;
    if (element === null) return;
    const now = latest.current;
    const start = { value: now.value, language, options: optionsOf(now) };
    const text = openTextEditor(monaco, element, start, (changed) => latest.current.onChange(changed));
    height.current = growWithContent(text.editor, element, () => latest.current);
    takeOverFocus(text, now.focus);
    setOpened(text);
    return () => {
      text.dispose();
      setOpened(null);
    };
  }, [monaco, container, language]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the props that the options are made of
  useEffect(() => {
    opened?.editor.updateOptions(optionsOf(latest.current));
    height.current?.resize();
  }, [opened, fontSize, readOnly, ariaLabel, placeholder, minLines, maxLines]);

  useEffect(() => opened?.give(value), [opened, value]);

  return opened;
}

const optionsOf = ({ fontSize, readOnly, ariaLabel, placeholder, options }: TextEditorProps) => ({
  ...quietOptions(fontSize),
  readOnly,
  domReadOnly: readOnly,
  ariaLabel,
  placeholder: placeholder ?? "",
  ...options,
});

function takeOverFocus({ editor: code, model }: TextEditor, focus: RefObject<CarriedFocus | null>): void {
  const carried = focus.current;
  focus.current = null;
  if (carried === null) return;
  const anchor = model.getPositionAt(carried.anchor);
  const head = model.getPositionAt(carried.head);
  code.setSelection({
    selectionStartLineNumber: anchor.lineNumber,
    selectionStartColumn: anchor.column,
    positionLineNumber: head.lineNumber,
    positionColumn: head.column,
  });
  code.focus();
}
