import type { Message } from "../model/content.ts";
import { alignMessages } from "../text/align-messages.ts";
import { isEqual } from "./is-equal.ts";
import type { MergeConflict } from "./merge-content.ts";
import { mergeText } from "./merge-text.ts";

interface Merged {
  messages: Message[];
  conflicts: MergeConflict[];
}

/**
 * Message by message, in the order of `mine`; what `theirs` adds stands behind the message that it follows there. A
 * message that one side changed and the other removed is a conflict, and is as `mine` has it.
 */
export function mergeMessages(
  base: readonly Message[],
  mine: readonly Message[],
  theirs: readonly Message[],
): Merged {
  if (isEqual(base, theirs) || isEqual(mine, theirs)) return { messages: [...mine], conflicts: [] };
  if (isEqual(base, mine)) return { messages: [...theirs], conflicts: [] };
  const inMine = partners(base, mine);
  const inTheirs = partners(base, theirs);
  const placed: { message: Message; theirs: number | null; conflict: MergeConflict | null }[] = [];

  for (const [index, message] of mine.entries()) {
    const old = inMine.before.get(index);
    const before = old === undefined ? undefined : base[old];
    if (old === undefined || before === undefined) {
      const twin = theirs.findIndex(
        (other, at) =>
          !inTheirs.before.has(at) && isEqual(other, message) && !placed.some((one) => one.theirs === at),
      );
      placed.push({ message, theirs: twin < 0 ? null : twin, conflict: null });
      continue;
    }
    const at = inTheirs.after.get(old);
    const other = at === undefined ? undefined : theirs[at];
    if (at === undefined || other === undefined) {
      if (isEqual(before, message)) continue;
      placed.push({ message, theirs: null, conflict: conflictOf(message, null) });
      continue;
    }
    const merged = mergeMessage(before, message, other);
    placed.push({
      message: merged.mine,
      theirs: at,
      conflict: isEqual(merged.mine, merged.theirs) ? null : conflictOf(merged.mine, merged.theirs),
    });
  }

  const lost: { conflict: MergeConflict; theirs: number }[] = [];
  for (const [at, message] of theirs.entries()) {
    if (placed.some((one) => one.theirs === at)) continue;
    const old = inTheirs.before.get(at);
    if (old === undefined) placed.splice(placeBehind(placed, at), 0, { message, theirs: at, conflict: null });
    else if (!inMine.after.has(old) && !isEqual(base[old], message))
      lost.push({ conflict: conflictOf(null, message), theirs: at });
  }
  return {
    messages: placed.map(({ message }) => message),
    conflicts: [
      ...placed.flatMap(({ conflict }, index) => (conflict === null ? [] : [{ ...conflict, index }])),
      ...lost.map(({ conflict, theirs: at }) => ({ ...conflict, index: placeBehind(placed, at) })),
    ],
  };
}

/** Behind the nearest message before it in `theirs` that is there; else at the front. */
function placeBehind(placed: readonly { theirs: number | null }[], at: number): number {
  for (let before = at - 1; before >= 0; before -= 1) {
    const index = placed.findIndex((one) => one.theirs === before);
    if (index >= 0) return index + 1;
  }
  return 0;
}

function partners(base: readonly Message[], now: readonly Message[]) {
  const pairs = alignMessages(base, now).flatMap(({ before, after }) =>
    before === null || after === null ? [] : [[before, after] as const],
  );
  return {
    after: new Map(pairs),
    before: new Map(pairs.map(([before, after]) => [after, before])),
  };
}

function mergeMessage(base: Message, mine: Message, theirs: Message): { mine: Message; theirs: Message } {
  if (isEqual(base, theirs) || isEqual(mine, theirs)) return { mine, theirs: mine };
  if (isEqual(base, mine)) return { mine: theirs, theirs };
  if (base.role === "history" || mine.role === "history" || theirs.role === "history")
    return { mine, theirs };
  const role = mine.role === base.role ? theirs.role : mine.role;
  const text = mergeText(base.template, mine.template, theirs.template);
  return { mine: { role, template: text.mine }, theirs: { role, template: text.theirs } };
}

const conflictOf = (mine: Message | null, theirs: Message | null): MergeConflict => ({
  kind: "message",
  index: 0,
  name: (mine ?? theirs)?.role ?? "",
  mine: textOf(mine),
  theirs: textOf(theirs),
  value: theirs,
});

const textOf = (message: Message | null): string | null =>
  message === null ? null : message.role === "history" ? `{${message.variable}}` : message.template;
