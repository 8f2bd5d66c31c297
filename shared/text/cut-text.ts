/** At most `max` UTF-16 units, the last one `…` where something was cut off; never half of a character. */
export const cutText = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
