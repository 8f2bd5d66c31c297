import { useRef } from "react";
import { EditorFrame } from "./EditorFrame.tsx";
import { colourHost } from "./editor-options.ts";
import { type TextEditorProps, useTextEditor } from "./use-text-editor.ts";

export interface CodeEditorProps {
  value: string;
  onChange: (text: string) => void;
  language: "json" | "plaintext";
  ariaLabel: string;
  placeholder?: string | undefined;
  /** Pixels. */
  fontSize?: number;
  /** Lines as shown, wrapped ones counted. */
  minLines?: number;
  maxLines?: number;
  readOnly?: boolean;
}

/** JSON or plain text: a schema, the parameters of a tool, the value of a variable. */
export function CodeEditor(props: CodeEditorProps) {
  const { value, onChange, language, ariaLabel, placeholder } = props;
  const { fontSize = 13, minLines = 3, maxLines = 24, readOnly = false } = props;
  const plain = { value, onChange, ariaLabel, placeholder, fontSize, minLines, maxLines, readOnly };
  return (
    <EditorFrame {...plain}>
      {(monaco, focus) => <LiveCodeEditor {...plain} monaco={monaco} focus={focus} language={language} />}
    </EditorFrame>
  );
}

function LiveCodeEditor(props: TextEditorProps) {
  const container = useRef<HTMLDivElement>(null);
  useTextEditor(container, props);
  return <div ref={container} className={colourHost} />;
}
