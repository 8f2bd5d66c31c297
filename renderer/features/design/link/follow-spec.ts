import { contentOfSpec } from "#shared/design/generate-content.ts";
import { isEqual } from "#shared/design/is-equal.ts";
import { type ContentMerge, mergeContent } from "#shared/design/merge-content.ts";
import { emptyContent, isRunnable, type PromptContent, type RunnableFormat } from "#shared/model/content.ts";
import type { PromptSpec } from "#shared/model/spec.ts";
import { isEmptySpec, withNames } from "../spec/spec-state.ts";

/** How a text stands to the spec beside it. */
export type Standing =
  /** It says what the spec says, with what was written by hand where `isByHand`. */
  | { kind: "even"; isByHand: boolean }
  /** The spec says more by now, and nothing was written by hand: it may be taken over as it is. */
  | { kind: "live"; content: PromptContent; theirs: PromptContent }
  /** The spec says more by now, and some of the text was written by hand: a person looks at it first. */
  | { kind: "waiting"; merge: ContentMerge; theirs: PromptContent }
  /** It is written in a syntax that Lathe does not fill in: the spec's text can only take its place. */
  | { kind: "foreign"; theirs: PromptContent };

interface Question {
  spec: PromptSpec;
  /** What the spec gave when its text was last taken over; null: never. */
  generated: PromptContent | null;
  content: PromptContent;
  /** The same content in another template format, as far as it can be said in it. */
  inFormat: (content: PromptContent, format: RunnableFormat) => PromptContent;
}

/** What the spec would bring into the text. */
export function standingOf({ spec, generated, content, inFormat }: Question): Standing {
  if (generated === null && isEmptySpec(spec)) return { kind: "even", isByHand: false };
  const theirs = contentOfSpec(withNames(spec), content);
  if (!isRunnable(content.templateFormat)) return { kind: "foreign", theirs };
  const base = inFormat(generated ?? emptyContent(), content.templateFormat);
  const isByHand = !isEqual(wordsOf(base), wordsOf(content));
  // Settings that Lathe keeps from the draft are no change of the spec.
  const merge = mergeContent({ base: { ...base, tools: content.tools }, mine: content, theirs });
  if (!merge.changed && merge.conflicts.length === 0) return { kind: "even", isByHand };
  return isByHand || merge.conflicts.length > 0
    ? { kind: "waiting", merge, theirs }
    : { kind: "live", content: merge.content, theirs };
}

/** What a person writes: a model that was chosen, or a limit of its own, is no text. */
const wordsOf = ({ templateFormat, messages, variables, outputSchema }: PromptContent) => ({
  templateFormat,
  messages,
  variables,
  outputSchema,
});
