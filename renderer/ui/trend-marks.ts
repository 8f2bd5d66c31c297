export type MarkShape = "circle" | "square" | "triangle" | "diamond" | "cross" | "star" | "wye";

export interface Mark {
  shape: MarkShape;
  /** A colour token of the theme, as a CSS value. */
  colour: string;
}

const shapes: readonly MarkShape[] = ["circle", "square", "triangle", "diamond", "cross", "star", "wye"];
/** Without danger, which would read as a failure. */
const tokens = ["accent", "warning", "info", "success", "text-muted"] as const;

/** The mark of each group, in order. The shape alone tells the first seven apart, with the colour thirty-five. */
export const marksOf = (groups: readonly string[]): Map<string, Mark> =>
  new Map(
    groups.map((group, at) => [
      group,
      {
        shape: shapes[at % shapes.length] ?? "circle",
        colour: `var(--lathe-${tokens[at % tokens.length] ?? "accent"})`,
      },
    ]),
  );
