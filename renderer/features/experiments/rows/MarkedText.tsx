import classes from "./MarkedText.module.css";
import type { Compared } from "./readable-diff.ts";

/** Longer parts that are the same are shortened in their middle. */
const longestSame = 4_000;
const kept = 1_200;

/** A text with its differences: what is new is underlined, what is gone is struck through, and both are coloured. */
export function MarkedText({ compared }: { compared: Compared }) {
  return compared.parts.map(({ kind, text }, index) => {
    // biome-ignore-start lint/suspicious/noArrayIndexKey: a part has no identity but its place
    if (kind === "added") {
      return (
        <ins key={index} className={classes.added}>
          {text}
        </ins>
      );
    }
    if (kind === "removed") {
      return (
        <del key={index} className={classes.removed}>
          {text}
        </del>
      );
    }
    return <span key={index}>{shortened(text)}</span>;
    // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
  });
}

const shortened = (text: string): string =>
  text.length <= longestSame ? text : `${text.slice(0, kept)}\n  ⋯\n${text.slice(-kept)}`;
