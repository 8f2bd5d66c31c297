import { type RefObject, useCallback, useRef, useState } from "react";

/** replace: begun by typing, arrows commit and move on. change: begun with the text that is there, arrows move in it. */
export type EditMode = "replace" | "change";

export interface CellEditor {
  field: RefObject<HTMLTextAreaElement | null>;
  mode: EditMode | null;
  /** As typed so far; decides what is offered. */
  text: string;
  problem: string | null;
  begin: (mode: EditMode, text: string) => void;
  type: (text: string) => void;
  refuse: (problem: string) => void;
  /** Empties the field for the next cell. */
  end: () => void;
}

/**
 * The one field that all typing of a table goes through. It always has the focus, also while nothing is edited: only so
 * do input methods compose from the first key on, and the clipboard's events arrive.
 */
export function useCellEditor(): CellEditor {
  const field = useRef<HTMLTextAreaElement>(null);
  const [state, setState] = useState<{ mode: EditMode | null; text: string; problem: string | null }>({
    mode: null,
    text: "",
    problem: null,
  });
  const begin = useCallback((mode: EditMode, text: string) => {
    setState({ mode, text, problem: null });
    const element = field.current;
    if (element === null || element.value === text) return;
    element.value = text;
    element.setSelectionRange(text.length, text.length);
  }, []);
  const type = useCallback((text: string) => setState((now) => ({ ...now, text, problem: null })), []);
  const refuse = useCallback((problem: string) => setState((now) => ({ ...now, problem })), []);
  const end = useCallback(() => {
    if (field.current !== null) field.current.value = "";
    setState({ mode: null, text: "", problem: null });
  }, []);
  return { field, ...state, begin, type, refuse, end };
}
