import { type ReactNode, useRef, useState } from "react";
import { type Monaco, useMonaco } from "./load-monaco.ts";
import classes from "./monaco.module.css";
import { type CarriedFocus, PlainField } from "./PlainField.tsx";
import type { TextEditorProps } from "./use-text-editor.ts";

type PlainProps = Omit<TextEditorProps, "monaco" | "language" | "options" | "focus">;

interface Props extends PlainProps {
  children: (monaco: Monaco, focus: TextEditorProps["focus"]) => ReactNode;
}

/** The plain field first, the editor as soon as Monaco is there, but not in the middle of a composition. */
export function EditorFrame({ children, ...plain }: Props) {
  const monaco = useMonaco();
  const [composing, setComposing] = useState(false);
  const focus = useRef<CarriedFocus | null>(null);
  return (
    <div className={classes.frame} data-editor={monaco === null ? "plain" : "monaco"}>
      {monaco === null || composing ? (
        <PlainField {...plain} focus={focus} onComposing={setComposing} />
      ) : (
        children(monaco, focus)
      )}
    </div>
  );
}
