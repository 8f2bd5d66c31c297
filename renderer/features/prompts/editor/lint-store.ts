import { useEffect } from "react";
import { create } from "zustand";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Finding } from "#shared/text/lint/finding.ts";
import { finders, inOrder, isMuted, lintContent } from "#shared/text/lint/lint.ts";
import { isRuleId, type RuleId } from "#shared/text/lint/rules.ts";
import { updateSettings, useSettings } from "../../../host/settings-store.ts";

/** What the linter says of a prompt as it stood a moment ago. */
export interface Lint {
  /** What was read: the places of the findings, and their fixes, are of this. */
  content: PromptContent;
  findings: readonly Finding[];
  /** The text is so long that not every rule had the time to read it. */
  isPartial: boolean;
}

const useLints = create<Record<PromptId, Lint>>(() => ({}));
const noMutes: readonly RuleId[] = [];

/** After the last key; a message or a variable that came or went is looked at without a pause. */
const pauseMs = 250;
/** Of the page's time, for one reading in all. */
const budgetMs = 1_500;
/** After this the page may do something else before the next rule. */
const pieceMs = 8;

/** Reads the prompt when the typing pauses, a few rules at a time between the page's other work. */
export function useLint(promptId: PromptId, content: PromptContent): Lint {
  const known = useLints((state) => state[promptId]);
  useEffect(() => {
    const leaving = new AbortController();
    const last = useLints.getState()[promptId]?.content;
    if (last === content) return;
    const isTyping =
      last?.messages.length === content.messages.length && last.variables.length === content.variables.length;
    const timer = setTimeout(
      () => void lintInPieces(promptId, content, leaving.signal),
      isTyping ? pauseMs : 0,
    );
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [promptId, content]);
  return known ?? { content, findings: [], isPartial: false };
}

async function lintInPieces(promptId: PromptId, content: PromptContent, signal: AbortSignal): Promise<void> {
  const found: Finding[] = [];
  let spentMs = 0;
  let isPartial = false;
  let busyMs = Number.POSITIVE_INFINITY;
  for (const find of finders) {
    if (busyMs > pieceMs) {
      await untilIdle();
      busyMs = 0;
    }
    if (signal.aborted) return;
    isPartial = spentMs > budgetMs;
    if (isPartial) break;
    const startedAt = performance.now();
    found.push(...find(content));
    busyMs += performance.now() - startedAt;
    spentMs += performance.now() - startedAt;
  }
  useLints.setState({ [promptId]: { content, findings: inOrder(found), isPartial } });
}

const untilIdle = (): Promise<void> =>
  new Promise((resolve) => {
    // Safari has no such call.
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve(), { timeout: 200 });
    else setTimeout(resolve, 0);
  });

/** The findings for this very content: what is known, else read now. For what must not be a moment late. */
export function findingsNow(promptId: PromptId, content: PromptContent): readonly Finding[] {
  const known = useLints.getState()[promptId];
  const findings = known?.content === content ? known.findings : lintContent(content);
  return shownFindings(content, findings, mutedRules(promptId));
}

/**
 * The findings worth showing. An undeclared name is one problem of its message, however often it stands there; and a
 * prompt in which nothing is written yet is no faulty one.
 */
export function shownFindings(
  content: PromptContent,
  findings: readonly Finding[],
  muted: readonly RuleId[] = noMutes,
): Finding[] {
  const isBlank = content.messages.every(
    (message) => message.role === "history" || message.template.trim() === "",
  );
  const mutes = new Set(muted);
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const { rule, place, data } = finding;
    if (isMuted(finding, mutes)) return false;
    if (rule === "empty-message" || rule === "role-order") return !isBlank;
    if (rule !== "unknown-variable") return true;
    const key = `${place.index} ${data.name ?? ""}`;
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

/** The rules whose warnings are not shown for this prompt, in the order in which they were muted. */
export function useMutedRules(promptId: PromptId): RuleId[] {
  const all = useSettings((state) => state.mutedLintRules);
  return mutedOf(all, promptId);
}

const mutedRules = (promptId: PromptId): RuleId[] => mutedOf(useSettings.getState().mutedLintRules, promptId);

/** A rule of a later Lathe is kept in the settings and means nothing here. */
const mutedOf = (all: readonly { promptId: PromptId; rule: string }[], promptId: PromptId): RuleId[] =>
  all.flatMap((muted) => (muted.promptId === promptId && isRuleId(muted.rule) ? [muted.rule] : []));

export function muteRule(promptId: PromptId, rule: RuleId): Promise<void> {
  return updateSettings({ mutedLintRules: [...withoutMute(promptId, rule), { promptId, rule }] });
}

export function unmuteRule(promptId: PromptId, rule: RuleId): Promise<void> {
  return updateSettings({ mutedLintRules: withoutMute(promptId, rule) });
}

const withoutMute = (promptId: PromptId, rule: RuleId) =>
  useSettings.getState().mutedLintRules.filter((muted) => muted.promptId !== promptId || muted.rule !== rule);
