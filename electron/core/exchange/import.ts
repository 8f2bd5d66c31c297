import { LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { FoundPrompt, FoundSuite } from "#shared/exchange/found.ts";
import { exchangeNote } from "#shared/exchange/note.ts";
import type { PlannedItem } from "#shared/exchange/plan.ts";
import { emptyContent } from "#shared/model/content.ts";
import type { ExchangeNote } from "#shared/model/exchange.ts";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import { promptName } from "#shared/model/prompt.ts";
import { suiteName } from "#shared/model/suite.ts";
import {
  createPrompt,
  draftOf,
  findPromptByName,
  promptOf,
  saveDraft,
  saveVersion,
} from "../prompts/index.ts";
import { contentHash } from "../store/content-store.ts";
import { keepCases, makeSuiteOfKept, toldSuite } from "../suites/index.ts";
import type { ExchangeContext } from "./context.ts";
import { Names } from "./preview.ts";
import { readAll } from "./read-files.ts";
import { storeSpec } from "./specs.ts";

type Choice = ParsedInput<"exchange.import">["choices"][number];
type Imported = Output<"exchange.import">["items"][number];

/** An item that was chosen, and what became of it. */
interface Chosen {
  item: PlannedItem;
  choice: Choice;
  /** Of a suite: its cases, which are kept already. */
  hashes: string[];
}

/** All that was chosen or nothing; deletes and replaces nothing. Pages hear of it when it is stored. */
export async function importFiles(
  context: ExchangeContext,
  input: ParsedInput<"exchange.import">,
  signal: AbortSignal,
): Promise<Output<"exchange.import">> {
  const { items } = await readAll(context.db, input, signal);
  const byId = new Map(items.map((item) => [item.itemId, item]));
  const chosen: Chosen[] = [];
  for (const choice of input.choices) {
    const item = byId.get(choice.itemId);
    if (item === undefined) throw noSuchItem(choice.itemId);
    // Each once: a second choice for the same item would make it twice.
    byId.delete(choice.itemId);
    refuseImpossible(item, choice);
    const isNewSuite = item.found.kind === "suite" && choice.action === "add";
    const hashes = isNewSuite
      ? await keepCases(context.suites, (item.found as FoundSuite).cases, signal)
      : [];
    chosen.push({ item, choice, hashes });
  }
  signal.throwIfAborted();
  const events: LatheEvent[] = [];
  const publish = (event: LatheEvent): void => void events.push(event);
  const work = new ImportWork({
    ...context,
    publish,
    prompts: { ...context.prompts, publish },
    suites: { ...context.suites, publish },
    design: { ...context.design, publish },
  });
  const done = context.db.transaction(() => work.take(chosen, items));
  for (const event of events) context.publish(event);
  for (const { suiteId } of done) if (suiteId !== null) toldSuite(context.suites, suiteId);
  return { items: done };
}

/** Within one transaction. */
class ImportWork {
  readonly #context: ExchangeContext;
  readonly #names: Names;
  readonly #prompts = new Map<string, PromptId>();

  constructor(context: ExchangeContext) {
    this.#context = context;
    this.#names = new Names(context);
  }

  /** Prompts first: suites are for them. */
  take(chosen: Chosen[], items: PlannedItem[]): Imported[] {
    const done = new Map<Chosen, Imported>();
    for (const one of chosen)
      if (one.item.found.kind === "prompt") done.set(one, this.#takePrompt(one, one.item.found));
    for (const one of chosen)
      if (one.item.found.kind === "suite") done.set(one, this.#takeSuite(one, one.item.found, items));
    return chosen.map((one) => done.get(one) as Imported);
  }

  #takePrompt({ item, choice }: Chosen, found: FoundPrompt): Imported {
    if (choice.action === "skip") return resultOf(item, "skip", {});
    if (choice.action === "version") return this.#addVersion(item, choice, found);
    const name = this.#names.take("prompt", nameOf(item, choice));
    const { content, description, tags, spec, message } = found;
    const { promptId } = createPrompt(this.#context.prompts, {
      name,
      description,
      folder: "",
      tags,
      content,
    });
    this.#prompts.set(item.itemId, promptId);
    if (spec !== null) storeSpec(this.#context, promptId, { spec, content });
    if (message !== "") {
      const { revision } = draftOf(this.#context.prompts, promptId);
      saveVersion(this.#context.prompts, { promptId, revision, message, bump: "patch" });
    }
    return resultOf(item, "add", { name, promptId });
  }

  /** The draft is saved into the journal first: nothing that was written there is lost. */
  #addVersion(item: PlannedItem, choice: Choice, found: FoundPrompt): Imported {
    const { prompts, db } = this.#context;
    const name = nameOf(item, choice);
    const prompt =
      choice.promptId === undefined ? findPromptByName(db, name) : promptOf(prompts, choice.promptId);
    if (prompt === undefined) {
      throw new LatheError({
        code: "prompts.not-found",
        message: `There is no prompt named “${name}” to make a new version of. Add it as a new prompt instead.`,
      });
    }
    const { promptId, draftChanged, latestVersion } = prompt;
    const draft = draftOf(prompts, promptId);
    const { revision } = saveDraft(prompts, {
      promptId,
      baseRevision: draft.revision,
      content: found.content,
      session: "",
    });
    const message = found.message === "" ? `Imported from ${item.source}`.slice(0, 2_000) : found.message;
    const saved = saveVersion(prompts, { promptId, revision, message, bump: "patch" });
    if (found.spec !== null) storeSpec(this.#context, promptId, { spec: found.spec, content: found.content });
    this.#prompts.set(item.itemId, promptId);
    // A prompt that has no version yet has nothing but its draft.
    const hadText = latestVersion !== null || draft.contentHash !== contentHash(emptyContent());
    const isKept = draftChanged && hadText && draft.contentHash !== saved.version.contentHash;
    return resultOf(item, "version", {
      name: prompt.name,
      promptId,
      warnings: isKept ? [exchangeNote("draft-kept")] : [],
    });
  }

  #takeSuite({ item, choice, hashes }: Chosen, found: FoundSuite, items: PlannedItem[]): Imported {
    if (choice.action === "skip") return resultOf(item, "skip", {});
    const { description, checks, threshold } = found;
    const name = this.#names.take("suite", nameOf(item, choice));
    const promptId = this.#promptOf(item, items);
    const suiteId = makeSuiteOfKept(
      this.#context.suites,
      { name, description, checks, threshold, promptId },
      hashes,
    );
    return resultOf(item, "add", { name, promptId, suiteId });
  }

  /** The prompt that its own became, else the one that was here already. */
  #promptOf({ forItem }: PlannedItem, items: PlannedItem[]): PromptId | null {
    if (forItem === null) return null;
    const imported = this.#prompts.get(forItem);
    if (imported !== undefined) return imported;
    const own = items.find(({ itemId }) => itemId === forItem);
    return own === undefined ? null : (findPromptByName(this.#context.db, own.found.name)?.promptId ?? null);
  }
}

const nameOf = ({ found }: PlannedItem, choice: Choice): string => choice.name?.trim() || found.name;

function resultOf(
  { itemId, source, found }: PlannedItem,
  action: Imported["action"],
  made: { name?: string; promptId?: PromptId | null; suiteId?: SuiteId; warnings?: ExchangeNote[] },
): Imported {
  return {
    itemId,
    source,
    kind: found.kind,
    name: made.name ?? found.name,
    action,
    promptId: made.promptId ?? null,
    suiteId: made.suiteId ?? null,
    losses: found.losses,
    warnings: [...found.warnings, ...(made.warnings ?? [])],
  };
}

function refuseImpossible({ found }: PlannedItem, { action, name }: Choice): void {
  if (found.kind === "suite" && action === "version") {
    throw new LatheError({
      code: "exchange.suite-version",
      message: `“${found.name}” is a suite: add it, or skip it. Only a prompt gets a new version.`,
      details: { name: found.name },
    });
  }
  if (name === undefined || name.trim() === "" || action !== "add") return;
  const read = (found.kind === "prompt" ? promptName : suiteName).safeParse(name);
  if (read.success) return;
  throw new LatheError({
    code: "exchange.bad-name",
    message: `“${name}” cannot be a name: ${read.error.issues[0]?.message ?? ""}`,
    details: { name, said: read.error.issues[0]?.message ?? "" },
  });
}

const noSuchItem = (itemId: string): LatheError =>
  new LatheError({
    code: "exchange.no-such-item",
    message: `“${itemId}” is not in these files, or was chosen twice. Look at the preview again.`,
    details: { itemId },
  });
