import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { PlannedItem } from "#shared/exchange/plan.ts";
import { nextFreeName } from "#shared/exchange/plan-names.ts";
import type { ImportItem } from "#shared/model/exchange.ts";
import { draftOf, findPromptByName, findVersionOf, isNameTaken } from "../prompts/index.ts";
import { contentHash } from "../store/content-store.ts";
import { textKey } from "../store/text-key.ts";
import { compareSuite, findSuiteByName } from "../suites/index.ts";
import type { ExchangeContext } from "./context.ts";
import { readAll } from "./read-files.ts";
import { type Likenesses, openLikenesses } from "./similar.ts";

/** Of a suite: the cases that are shown. */
const mostShown = 5;

export async function previewImport(
  context: ExchangeContext,
  input: ParsedInput<"exchange.preview">,
  signal: AbortSignal,
): Promise<Output<"exchange.preview">> {
  const { items, unread, wanted } = await readAll(context.db, input, signal);
  const likenesses = items.some(({ found }) => found.kind === "prompt")
    ? await openLikenesses(context, signal)
    : null;
  const names = new Names(context);
  const shown: ImportItem[] = [];
  for (const item of items) {
    shown.push(await show(context, item, { names, likenesses }, signal));
    await pause(shown.length, signal);
  }
  return { items: shown, unread, wanted };
}

async function pause(count: number, signal: AbortSignal): Promise<void> {
  if (count % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

async function show(
  context: ExchangeContext,
  { itemId, source, format, found, forItem }: PlannedItem,
  { names, likenesses }: { names: Names; likenesses: Likenesses | null },
  signal: AbortSignal,
): Promise<ImportItem> {
  const { kind, name, description, tags, losses, warnings, inert } = found;
  const taken = await takenBy(context, found, signal);
  return {
    itemId,
    source,
    format,
    kind,
    name,
    description,
    tags,
    losses,
    warnings,
    inert,
    content: found.kind === "prompt" ? found.content : null,
    syntax: found.kind === "prompt" ? found.content.templateFormat : null,
    suite:
      found.kind === "suite"
        ? {
            cases: found.cases.length,
            checks: found.checks.length + found.cases.reduce((sum, one) => sum + one.checks.length, 0),
            first: found.cases.slice(0, mostShown),
          }
        : null,
    forItem,
    taken,
    similar:
      likenesses === null || taken?.isSame === true ? [] : likenesses.of(found, taken?.promptId ?? null),
    suggested: taken?.isSame === true ? "skip" : "add",
    freeName: names.take(kind, name),
  };
}

/** What has this name in the workspace, and whether it says the same. */
async function takenBy(
  context: ExchangeContext,
  found: PlannedItem["found"],
  signal: AbortSignal,
): Promise<ImportItem["taken"]> {
  if (found.kind === "suite") {
    const suite = await compareSuite(context.suites, found, signal);
    return suite && { promptId: null, ...suite, latestVersion: null };
  }
  const prompt = findPromptByName(context.db, found.name);
  if (prompt === undefined) return null;
  const { promptId, latestVersion, draftChanged } = prompt;
  const hash = contentHash(found.content);
  const isInVersion = () =>
    latestVersion !== null &&
    draftChanged &&
    findVersionOf(context.prompts, promptId, undefined).contentHash === hash;
  const isSame = draftOf(context.prompts, promptId).contentHash === hash || isInVersion();
  return { promptId, suiteId: null, latestVersion, isSame };
}

/** Names that are free, also of those that the same import takes before. */
export class Names {
  readonly #context: ExchangeContext;
  readonly #taken = { prompt: new Set<string>(), suite: new Set<string>() };
  /** The number that a name had last: a thousand files may be called the same. */
  readonly #counts = { prompt: new Map<string, number>(), suite: new Map<string, number>() };

  constructor(context: ExchangeContext) {
    this.#context = context;
  }

  take(kind: "prompt" | "suite", wanted: string): string {
    const { db } = this.#context;
    const taken = this.#taken[kind];
    const isTaken = (name: string): boolean =>
      taken.has(textKey(name)) ||
      (kind === "prompt" ? isNameTaken(db, name) : findSuiteByName(db, name) !== undefined);
    const counts = this.#counts[kind];
    const free = nextFreeName(wanted, isTaken, counts.get(textKey(wanted)));
    counts.set(textKey(wanted), free.count);
    taken.add(textKey(free.name));
    return free.name;
  }
}
