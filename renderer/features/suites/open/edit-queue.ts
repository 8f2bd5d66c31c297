import type { Client } from "#shared/contract/client.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { CaseId, SuiteId } from "#shared/model/ids.ts";
import type { CaseContent, CaseEdit, SuiteCase } from "#shared/model/suite.ts";

/** One gesture: what it changes, and by which state of the suite it was decided. */
export interface EditStep {
  kind: "edit" | "undo" | "redo";
  /** Of no more than a request holds each; sent one after the other. */
  parts: CaseEdit[][];
  /** What takes back the parts that are stored already, the last one first. */
  undo: CaseEdit[][];
  baseRevision: number;
}

/** A request has room for 10 MB and for 20,000 edits. */
const mostCharacters = 3_000_000;
const mostEdits = 10_000;

export function splitEdits(edits: readonly CaseEdit[]): CaseEdit[][] {
  const parts: CaseEdit[][] = [];
  let part: CaseEdit[] = [];
  let characters = 0;
  for (const edit of edits) {
    const length = JSON.stringify(edit).length;
    if (part.length > 0 && (characters + length > mostCharacters || part.length >= mostEdits)) {
      parts.push(part);
      part = [];
      characters = 0;
    }
    part.push(edit);
    characters += length;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/** Given by the page, so that a step whose answer was lost can be sent again without adding its cases twice. */
export const newCaseId = (): CaseId => `cas_${crypto.randomUUID().replaceAll("-", "")}` as CaseId;

/** What the cases say according to steps that are not stored yet. */
export function unsavedContents(steps: readonly EditStep[]): Map<CaseId, CaseContent> {
  const contents = new Map<CaseId, CaseContent>();
  for (const { parts } of steps) {
    for (const edit of parts.flat()) {
      if (edit.kind === "update" || (edit.kind === "add" && edit.caseId !== undefined)) {
        contents.set(edit.caseId as CaseId, edit.content);
      }
    }
  }
  return contents;
}

/** Whether rows come, go or change places by it. */
export const isStructural = ({ parts }: EditStep): boolean =>
  parts.some((part) => part.some(({ kind }) => kind !== "update"));

/** The case that another page removed, of a conflict about that. */
export function removedCase(conflict: unknown): CaseId | null {
  const details = conflict instanceof LatheError ? conflict.details : undefined;
  return details?.what === "removed" ? (details.caseId as CaseId) : null;
}

/** With a case that is gone as a new one, at the end, since nobody knows its neighbours any more. */
export const bringBack = (edits: readonly CaseEdit[], gone: CaseId): CaseEdit[] =>
  edits.flatMap((edit): CaseEdit[] => {
    if (edit.kind === "update" && edit.caseId === gone) {
      return [{ kind: "add", after: gone, caseId: gone, content: edit.content }];
    }
    return edit.kind === "move" && edit.caseId === gone ? [] : [edit];
  });

interface Sending {
  client: Client<AbortSignal>;
  suiteId: SuiteId;
  /** Hears of each part as soon as it is stored. */
  onStored: (answer: { revision: number; cases: SuiteCase[] }, base: number) => void;
}

/** Sends what is left of a step. A part that is stored is taken out of it, so that a step that failed can go on. */
export async function sendStep(step: EditStep, { client, suiteId, onStored }: Sending): Promise<void> {
  for (;;) {
    const edits = step.parts[0];
    if (edits === undefined) return;
    const { baseRevision } = step;
    const answer = await client.call("suites.edit-cases", { suiteId, baseRevision, edits });
    step.parts.shift();
    if (answer.undo.length > 0) step.undo.unshift(answer.undo);
    onStored(answer, baseRevision);
    // Another page's change in between is no reason to call the rest of this step its own again.
    if (answer.revision === baseRevision + 1) step.baseRevision = answer.revision;
  }
}
