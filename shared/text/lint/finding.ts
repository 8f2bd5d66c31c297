import type { TemplateProblem } from "../template-segments.ts";
import type { Level, RuleId } from "./rules.ts";

export interface MessagePlace {
  in: "message";
  index: number;
  /** UTF-16 offsets into the template. Both 0 where a finding is about the message as a whole. */
  start: number;
  end: number;
}

export interface VariablePlace {
  in: "variable";
  index: number;
}

/** A text that the content holds for a reference; the index in its list of snippets. */
export interface SnippetPlace {
  in: "snippet";
  index: number;
}

export interface SettingPlace {
  in: "setting";
  name: "responseFormat";
}

export interface FindingData {
  /** A variable, a section, a snippet, a format, or what stands between two braces. */
  name?: string;
  reason?: TemplateProblem["data"]["reason"];
  suggestion?: string;
  /** Why a default does not fit, in English. */
  detail?: string;
  /** Which of a rule's cases it is; it chooses the words. */
  kind?: string;
  /** The snippet that the message refers to at this place: what was found stands in its text. */
  snippet?: string;
  /** Short pieces of the text: of two demands, a date, or the way around a cycle. Never a secret. */
  first?: string;
  second?: string;
}

/** One thing that a rule found, at one place. */
export interface Finding {
  rule: RuleId;
  level: Level;
  place: MessagePlace | VariablePlace | SnippetPlace;
  data: FindingData;
  /** The other half of a contradiction. */
  other?: MessagePlace | SettingPlace;
}

/** A prompt with more findings of one rule than this has the same use for its reader; the rest are not listed. */
export const maxFindings = 200;
