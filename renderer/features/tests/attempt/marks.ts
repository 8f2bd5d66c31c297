import type { Input } from "#shared/contract/operations.ts";
import type { Mark } from "#shared/model/test-run.ts";
import { host } from "../../../host/host.ts";
import { i18n } from "../../../i18n/i18n.ts";
import { notifyError } from "../../../ui/notify.ts";

/** Saves a judgement. None is overwritten: taking one back is a further one, which is empty. Answers whether it is kept. */
export async function saveMark(mark: Input<"tests.mark">): Promise<Mark | null> {
  try {
    return await host.call("tests.mark", mark);
  } catch (error) {
    notifyError(error, i18n.t("tests.attempt.marks.failed"));
    return null;
  }
}

/** Marks the reply as a whole; the same thumb again takes it back. `before` is what the row shows. */
export async function toggleThumb(
  attempt: number,
  thumb: "up" | "down",
  before: string | null,
): Promise<void> {
  await saveMark({ attempt, kind: "thumb", value: before === thumb ? "" : thumb });
}

/** Of each kind and metric the mark that counts: the newest, unless it takes one back. */
export function standingMarks(marks: readonly Mark[]): Mark[] {
  const newest = new Map<string, Mark>();
  for (const mark of marks) {
    const key = JSON.stringify([mark.rater, mark.kind, mark.metric]);
    const known = newest.get(key);
    if (known === undefined || known.markId < mark.markId) newest.set(key, mark);
  }
  return [...newest.values()].filter(({ value }) => value !== "").sort((a, b) => b.markId - a.markId);
}
