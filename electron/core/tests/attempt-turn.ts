import { valueToText } from "#shared/text/variable-value.ts";
import type { ReadyCell } from "./attempt-cell.ts";

const placeholder = /\{\{\s*([\p{L}_][\p{L}\p{N}_]{0,63})\s*\}\}/gu;

/** A turn with the case's values put in; a name that the case does not give stays as it is written. */
export const fillTurn = (turn: string, { inputs }: Pick<ReadyCell, "inputs">): string =>
  turn.replace(placeholder, (written, name: string) => {
    const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    return value === undefined ? written : valueToText({ name, type: "json" }, value);
  });
