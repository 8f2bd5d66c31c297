import {
  type ClipboardEvent,
  type CompositionEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import classes from "./Sheet.module.css";
import type { CellEditor } from "./use-cell-editor.ts";

interface Props {
  editor: CellEditor;
  label: string;
  describedBy: string;
  gridId: string;
  activeId: string | undefined;
  place: { left: number; top: number; width: number };
  isMono: boolean;
  choices: readonly string[] | undefined;
  /** Typing has begun. */
  onBegin: (text: string) => void;
  /** The cell is done; `rows` and `columns` say where to go on. false: the text was refused. */
  onCommit: (text: string, motion: { rows: number; columns: number }) => boolean;
  onCancel: () => void;
  /** A key while nothing is edited; true: it was meant for the table. */
  onKey: (event: KeyboardEvent) => boolean;
  onCopy: (event: ClipboardEvent, isCut: boolean) => void;
  onPaste: (text: string) => void;
  onFocus: () => void;
}

const stay = { rows: 0, columns: 0 };

/** What is typed into. It lies over the selected cell, unseen until something is typed. */
export function SheetField(props: Props) {
  const { editor, place, choices, onCommit, onCancel } = props;
  const { field, mode } = editor;
  const [chosen, setChosen] = useState(-1);
  const problemId = useId();
  const listId = useId();
  const composing = useRef(false);
  const offered = mode === null ? [] : matching(choices ?? [], mode === "change" ? "" : editor.text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text or another cell offers other things
  useEffect(() => setChosen(-1), [editor.text, mode, place.left, place.top]);

  const commit = (motion: { rows: number; columns: number }, text = field.current?.value ?? "") =>
    onCommit(text, motion);

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing || composing.current) return;
    const isHandled = mode === null ? props.onKey(event) : editingKey(event);
    if (!isHandled) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function editingKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
    const { key, shiftKey, altKey } = event;
    const isVertical = key === "ArrowDown" || key === "ArrowUp";
    if (isVertical && offered.length > 0) {
      const by = key === "ArrowDown" ? 1 : -1;
      setChosen(Math.max(-1, Math.min(offered.length - 1, chosen + by)));
      return true;
    }
    switch (key) {
      case "Enter":
        if (altKey || shiftKey) {
          insertLine(event.currentTarget);
          editor.type(event.currentTarget.value);
          return true;
        }
        commit({ rows: 1, columns: 0 }, offered[chosen]);
        return true;
      case "Tab":
        commit({ rows: 0, columns: shiftKey ? -1 : 1 }, offered[chosen]);
        return true;
      case "Escape":
        onCancel();
        return true;
    }
    const arrow = mode === "replace" ? arrows[key] : undefined;
    if (arrow === undefined || shiftKey || event.ctrlKey || event.metaKey) return false;
    commit(arrow);
    return true;
  }

  return (
    <>
      <textarea
        ref={field}
        className={classes.field}
        data-editing={mode !== null || undefined}
        data-mono={props.isMono || undefined}
        data-invalid={editor.problem !== null || undefined}
        style={{ left: place.left, top: place.top, minWidth: place.width }}
        rows={1}
        spellCheck={false}
        autoComplete="off"
        aria-label={props.label}
        aria-describedby={editor.problem === null ? props.describedBy : problemId}
        aria-invalid={editor.problem !== null || undefined}
        aria-controls={props.gridId}
        aria-activedescendant={mode === null ? props.activeId : undefined}
        onKeyDown={onKeyDown}
        onFocus={props.onFocus}
        onBlur={() => {
          if (mode !== null) commit(stay);
        }}
        onCompositionStart={(_event: CompositionEvent) => {
          composing.current = true;
          if (mode === null) props.onBegin("");
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          editor.type(event.currentTarget.value);
        }}
        onChange={(event) => {
          if (mode === null) props.onBegin(event.currentTarget.value);
          else editor.type(event.currentTarget.value);
        }}
        onCopy={(event) => {
          if (mode === null) props.onCopy(event, false);
        }}
        onCut={(event) => {
          if (mode === null) props.onCopy(event, true);
        }}
        onPaste={(event) => {
          if (mode !== null) return;
          event.preventDefault();
          props.onPaste(event.clipboardData.getData("text/plain"));
        }}
      />
      {mode !== null && (editor.problem !== null || offered.length > 0) && (
        <div
          className={classes.below}
          style={{
            left: place.left,
            top: place.top + (field.current?.offsetHeight ?? 28),
            width: place.width,
          }}
        >
          {editor.problem !== null && (
            <p id={problemId} role="alert" className={classes.problem}>
              {editor.problem}
            </p>
          )}
          {offered.length > 0 && (
            <ul id={listId} className={classes.choices}>
              {offered.map((choice, index) => (
                <li key={choice} data-chosen={index === chosen || undefined}>
                  <button
                    type="button"
                    tabIndex={-1}
                    onPointerDown={(event) => {
                      event.preventDefault();
                      commit(stay, choice);
                    }}
                  >
                    {choice}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </>
  );
}

const arrows: Record<string, { rows: number; columns: number }> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
};

const matching = (choices: readonly string[], typed: string): string[] =>
  choices.filter((choice) => choice.toLowerCase().startsWith(typed.trim().toLowerCase())).slice(0, 12);

function insertLine(element: HTMLTextAreaElement): void {
  const { selectionStart, selectionEnd } = element;
  element.setRangeText("\n", selectionStart, selectionEnd, "end");
}
