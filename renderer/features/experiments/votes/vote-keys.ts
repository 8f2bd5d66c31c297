import type { VoteChoice } from "#shared/model/experiment.ts";

const keys: Record<string, VoteChoice> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowDown: "tie",
  " ": "tie",
};

/** Controls and long replies have these keys for themselves. */
const own = {
  ArrowLeft: "input, textarea, select, [contenteditable]",
  ArrowRight: "input, textarea, select, [contenteditable]",
  ArrowDown: "input, textarea, select, [contenteditable], [data-scrolls]",
  " ": "input, textarea, select, [contenteditable], [data-scrolls], button, summary, a",
};

/** What a key says about the pair in front; null: nothing. */
export function choiceOfKey(event: {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  target: EventTarget | null;
}): VoteChoice | null {
  const { key, ctrlKey, altKey, metaKey, shiftKey, target } = event;
  const choice = keys[key];
  if (choice === undefined || ctrlKey || altKey || metaKey || shiftKey) return null;
  const taken = own[key as keyof typeof own];
  return target instanceof Element && target.closest(taken) !== null ? null : choice;
}
