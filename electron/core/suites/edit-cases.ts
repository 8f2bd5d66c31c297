import { LatheError } from "#shared/contract/errors.ts";
import { type CaseId, caseId, type SuiteId } from "#shared/model/ids.ts";
import type { CaseEdit } from "#shared/model/suite.ts";
import { CaseOrder } from "./case-order.ts";
import {
  type CaseRow,
  deleteCase,
  findCase,
  findNeighbour,
  keepCase,
  putCase,
  readCase,
  renumberCases,
} from "./case-store.ts";
import { type SuiteContext, suiteOf, timeOf } from "./context.ts";
import { raiseRevision } from "./suite-store.ts";

export interface EditedCases {
  /** The suite's, risen where anything changed. */
  revision: number;
  /** Cases that were added, changed or moved and are there. */
  touched: CaseId[];
  /** The step that takes this one back. */
  undo: CaseEdit[];
}

/** To be called within a transaction. Fails with `suites.conflict` where a case is not as it was at `baseRevision`. */
export function applyEdits(
  context: SuiteContext,
  step: { suiteId: SuiteId; baseRevision: number; edits: CaseEdit[] },
): EditedCases {
  const { revision } = suiteOf(context, step.suiteId);
  const editing = new CaseEditing(context, step.suiteId, step.baseRevision);
  for (const edit of step.edits) editing.take(edit);
  return editing.store() ?? { revision, touched: [], undo: [] };
}

/** A case in the middle of a step. */
interface Standing {
  /** null: it is not there. */
  hash: string | null;
  stored: CaseRow | undefined;
}

/**
 * One step of editing. Each edit is checked against the cases as the caller saw them and taken into account; nothing is
 * written to the suite before `store`.
 */
export class CaseEditing {
  readonly #context: SuiteContext;
  readonly #suiteId: SuiteId;
  readonly #baseRevision: number;
  readonly #order: CaseOrder;
  readonly #standings = new Map<CaseId, Standing>();
  readonly #touched = new Set<CaseId>();
  readonly #undo: CaseEdit[] = [];

  constructor(context: SuiteContext, suiteId: SuiteId, baseRevision: number) {
    this.#context = context;
    this.#suiteId = suiteId;
    this.#baseRevision = baseRevision;
    const { db } = context;
    const positionOf = (id: CaseId) => findCase(db, suiteId, id)?.position ?? 0;
    const neighbour = (side: "before" | "after", id: CaseId | null) =>
      findNeighbour(db, suiteId, side, id === null ? null : positionOf(id))?.caseId ?? null;
    this.#order = new CaseOrder({
      positionOf,
      before: (id) => neighbour("before", id),
      after: (id) => neighbour("after", id),
    });
  }

  take(edit: CaseEdit): void {
    const { db, ports } = this.#context;
    switch (edit.kind) {
      case "add":
        this.add(edit.caseId ?? caseId.parse(ports.ids.next("cas")), edit.after, keepCase(db, edit.content));
        return;
      case "update":
        this.update(edit.caseId, keepCase(db, edit.content));
        return;
      case "remove":
        this.remove(edit.caseId);
        return;
      case "move":
        this.move(edit.caseId, edit.after);
    }
  }

  /** `hash` is of a case that is kept. */
  add(id: CaseId, after: CaseId | null, hash: string): void {
    const standing = this.#standingOf(id);
    // Two pages took the same removal back.
    if (standing.hash === hash) return;
    if (standing.hash !== null) throw conflict(id, "changed");
    this.#order.put(id, this.#anchor(after));
    standing.hash = hash;
    this.#did(id, { kind: "remove", caseId: id });
  }

  append(id: CaseId, hash: string): void {
    this.add(id, this.#order.previousOf(null), hash);
  }

  /** Wherever it is now, or where it is not: a case that says this follows another. */
  place(id: CaseId, after: CaseId | null, hash: string): void {
    if (this.#standingOf(id).hash === null) this.add(id, after, hash);
    else this.move(id, after);
  }

  update(id: CaseId, hash: string): void {
    // Two pages wrote the same.
    if (this.#standingOf(id).hash === hash) return;
    const standing = this.#unchanged(id);
    const before = readCase(this.#context.db, standing.hash);
    standing.hash = hash;
    this.#did(id, { kind: "update", caseId: id, content: before });
  }

  remove(id: CaseId): void {
    const standing = this.#standingOf(id);
    if (standing.hash === null) return;
    const content = readCase(this.#context.db, this.#unchanged(id).hash);
    this.#did(id, { kind: "add", caseId: id, after: this.#order.previousOf(id), content });
    this.#order.take(id);
    standing.hash = null;
  }

  move(id: CaseId, after: CaseId | null): void {
    if (this.#standingOf(id).hash === null) throw conflict(id, "removed");
    const before = this.#order.previousOf(id);
    const anchor = this.#anchor(after);
    if (anchor === id || anchor === before) return;
    this.#order.take(id);
    this.#order.put(id, anchor);
    this.#did(id, { kind: "move", caseId: id, after: before });
  }

  /** null: nothing was changed. */
  store(): EditedCases | null {
    const { db } = this.#context;
    if (this.#undo.length === 0) return null;
    const revision = raiseRevision(db, this.#suiteId, timeOf(this.#context));
    const positions = this.#positions();
    const touched: CaseId[] = [];
    for (const id of this.#touched) {
      const { hash, stored } = this.#standingOf(id);
      if (hash === null) {
        deleteCase(db, this.#suiteId, id);
        continue;
      }
      touched.push(id);
      const position = positions.get(id) ?? findCase(db, this.#suiteId, id)?.position ?? 0;
      // A move leaves what a case says as it was: another page may change that meanwhile.
      const since = stored?.hash === hash ? stored.revision : revision;
      putCase(db, this.#suiteId, { caseId: id, hash, position, revision: since });
    }
    return { revision, touched, undo: this.#undo.reverse() };
  }

  #positions(): Map<CaseId, number> {
    const places = this.#order.positions();
    if (places !== null) return places;
    renumberCases(this.#context.db, this.#suiteId);
    const roomy = this.#order.positions();
    if (roomy === null) throw new Error("there is no room between two whole numbers");
    return roomy;
  }

  #did(id: CaseId, undo: CaseEdit): void {
    this.#touched.add(id);
    this.#undo.push(undo);
  }

  #standingOf(id: CaseId): Standing {
    const known = this.#standings.get(id);
    if (known !== undefined) return known;
    const stored = findCase(this.#context.db, this.#suiteId, id);
    const standing: Standing = { hash: stored?.hash ?? null, stored };
    this.#standings.set(id, standing);
    return standing;
  }

  /** A case that is as the caller saw it. */
  #unchanged(id: CaseId): Standing & { hash: string } {
    const standing = this.#standingOf(id);
    if (standing.hash === null) throw conflict(id, "removed");
    if ((standing.stored?.revision ?? 0) > this.#baseRevision) throw conflict(id, "changed");
    return standing as Standing & { hash: string };
  }

  /** Where a neighbour was taken away by another page: at the end, where nothing is hidden. */
  #anchor(after: CaseId | null): CaseId | null {
    return after === null || this.#standingOf(after).hash !== null ? after : this.#order.previousOf(null);
  }
}

const conflict = (id: CaseId, what: "changed" | "removed"): LatheError =>
  new LatheError({
    code: "suites.conflict",
    message:
      what === "changed"
        ? "Another window changed this case meanwhile. Nothing was overwritten: look at it and decide again."
        : "Another window removed this case meanwhile. Nothing was changed: add it again if it is still wanted.",
    details: { caseId: id, what },
  });
