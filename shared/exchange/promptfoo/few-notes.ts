import type { ExchangeNote, InertCode } from "../../model/exchange.ts";
import { Notes } from "../chat.ts";
import type { NoteCode } from "../note.ts";

/** Of what can be there once for each test: as many as somebody reads. */
const most = 50;
const repeated: ReadonlySet<NoteCode> = new Set<NoteCode>([
  "code-inert",
  "row-problem",
  "file-missing",
  "file-outside",
  "files-too-long",
]);

/** Notes on a hundred thousand tests: the first of a kind, and how many more there were. */
export class FewNotes extends Notes {
  readonly inert: InertCode[] = [];
  readonly #counts = new Map<NoteCode, number>();
  #left = 0;

  override lose(code: NoteCode, params: ExchangeNote["params"] = {}): void {
    if (this.#isFew(code)) super.lose(code, params);
  }

  override warn(code: NoteCode, params: ExchangeNote["params"] = {}): void {
    if (this.#isFew(code)) super.warn(code, params);
  }

  /** Somebody else's code, and that it is not run. What it is a check of keeps its text besides. */
  keep(code: InertCode): void {
    if (this.inert.length < 10 * most) this.inert.push({ ...code, text: code.text.slice(0, 200_000) });
    this.warn("code-inert", { where: code.where });
  }

  end(): void {
    if (this.#left > 0) super.warn("more-problems", { count: this.#left });
  }

  #isFew(code: NoteCode): boolean {
    if (!repeated.has(code)) return true;
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > most) this.#left += 1;
    return count <= most;
  }
}
