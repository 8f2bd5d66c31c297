import type { RefObject } from "react";
import { type HeightLimits, heightOf } from "./auto-height.ts";
import { lineHeightOf, textPadding } from "./editor-options.ts";
import classes from "./monaco.module.css";

/** Where the cursor was in the plain field; null when it was not focused. */
export interface CarriedFocus {
  anchor: number;
  head: number;
}

interface Props extends HeightLimits {
  value: string;
  onChange: (text: string) => void;
  ariaLabel: string;
  placeholder?: string | undefined;
  readOnly: boolean;
  fontSize: number;
  focus: RefObject<CarriedFocus | null>;
  onComposing: (composing: boolean) => void;
}

/** The text as a plain field with the editor's measures, until Monaco is there; what is typed into it counts. */
export function PlainField({
  value,
  onChange,
  ariaLabel,
  placeholder,
  readOnly,
  fontSize,
  minLines,
  maxLines,
  focus,
  onComposing,
}: Props) {
  const remember = ({ currentTarget }: { currentTarget: HTMLTextAreaElement }) => {
    const { selectionStart, selectionEnd, selectionDirection } = currentTarget;
    focus.current =
      selectionDirection === "backward"
        ? { anchor: selectionEnd, head: selectionStart }
        : { anchor: selectionStart, head: selectionEnd };
  };
  return (
    <textarea
      className={classes.plain}
      value={value}
      aria-label={ariaLabel}
      placeholder={placeholder}
      readOnly={readOnly}
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
      onFocus={remember}
      onSelect={remember}
      onBlur={() => {
        focus.current = null;
      }}
      onCompositionStart={() => onComposing(true)}
      onCompositionEnd={() => onComposing(false)}
      style={{
        fontFamily: "var(--lathe-font-mono)",
        fontSize,
        lineHeight: `${lineHeightOf(fontSize)}px`,
        padding: `${textPadding.top}px ${textPadding.right}px ${textPadding.bottom}px ${textPadding.left}px`,
        minHeight: heightOf(minLines, fontSize),
        maxHeight: heightOf(maxLines, fontSize),
      }}
    />
  );
}
