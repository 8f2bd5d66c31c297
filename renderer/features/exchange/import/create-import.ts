import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import { isCancelled } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { ImportFile, ImportFormat, ImportItem } from "#shared/model/exchange.ts";
import type { ImportOffer } from "../exchange-store.ts";
import type { FileSource, LeftOut } from "../reading/file-source.ts";
import { readFiles } from "../reading/read-files.ts";
import { type Choice, type Choices, chooseAll, suggestedChoices, wireChoices } from "./choices.ts";

type Previewed = Output<"exchange.preview">;
export type ImportedItem = Output<"exchange.import">["items"][number];

export type ImportStep =
  | { kind: "choose" }
  | { kind: "reading"; found: number; read: number }
  | { kind: "previewing" }
  | { kind: "failed"; error: unknown; retry: () => void }
  | { kind: "preview"; preview: Previewed; failure: unknown; isImporting: boolean }
  | { kind: "done"; imported: ImportedItem[]; items: ImportItem[] };

export interface ImportState {
  step: ImportStep;
  files: ImportFile[];
  /** Of the folder that was chosen. */
  folder: string | null;
  leftOut: LeftOut[];
  /** Paths of files whose encoding is not certain. */
  guessed: string[];
  /** null: told from each file. */
  format: ImportFormat | null;
  choices: Choices;
  /** The item that is shown in full. */
  shown: string | null;
}

const fresh = (): ImportState => ({
  step: { kind: "choose" },
  files: [],
  folder: null,
  leftOut: [],
  guessed: [],
  format: null,
  choices: new Map(),
  shown: null,
});

/** One import from the choosing of files to what came of it. */
export function createImport(client: Client<AbortSignal>) {
  const useImport = create<ImportState>(fresh);
  const { setState, getState } = useImport;
  let working = new AbortController();

  /** Whatever was under way before is given up: its answer would be about other files. */
  function begin(): AbortSignal {
    working.abort();
    working = new AbortController();
    return working.signal;
  }

  function start(offer: ImportOffer): Promise<void> {
    if ("source" in offer) return readFrom(offer.source);
    if (offer.files !== null) return take(offer.files);
    begin();
    setState(fresh());
    return Promise.resolve();
  }

  async function readFrom(source: FileSource): Promise<void> {
    const signal = begin();
    setState({ ...fresh(), step: { kind: "reading", found: 0, read: 0 } });
    const tell = (progress: { found?: number; read?: number }) => {
      const { step } = getState();
      if (!signal.aborted && step.kind === "reading") setState({ step: { ...step, ...progress } });
    };
    try {
      const { chosen, leftOut, folder } = await source((found) => tell({ found }), signal);
      const reading = await readFiles(chosen, { tell: (read) => tell({ read }), signal });
      if (signal.aborted) return;
      setState({ ...reading, leftOut: [...leftOut, ...reading.leftOut], folder });
      await preview();
    } catch (error) {
      if (signal.aborted) return;
      setState({ step: { kind: "failed", error, retry: () => void readFrom(source) } });
    }
  }

  async function take(files: ImportFile[]): Promise<void> {
    setState({ ...fresh(), files });
    await preview();
  }

  /** Asks what the files would bring; choices that were made for the same items stay. */
  async function preview(): Promise<void> {
    const signal = begin();
    const { files, format, choices, shown } = getState();
    if (files.length === 0) {
      showPreview({ items: [], unread: [], wanted: [] }, choices, null);
      return;
    }
    setState({ step: { kind: "previewing" } });
    try {
      const answer = await client.call("exchange.preview", { files, ...formatOf(format) }, signal);
      if (!signal.aborted) showPreview(answer, choices, shown);
    } catch (error) {
      if (signal.aborted || isCancelled(error)) return;
      setState({ step: { kind: "failed", error, retry: () => void preview() } });
    }
  }

  function showPreview(answer: Previewed, before: Choices, shown: string | null): void {
    const choices = new Map(suggestedChoices(answer.items));
    for (const [itemId, choice] of before) if (choices.has(itemId)) choices.set(itemId, choice);
    const isThere = shown !== null && choices.has(shown);
    setState({
      step: { kind: "preview", preview: answer, failure: null, isImporting: false },
      choices,
      shown: isThere ? shown : (answer.items[0]?.itemId ?? null),
    });
  }

  async function readAs(format: ImportFormat | null): Promise<void> {
    setState({ format, choices: new Map(), shown: null });
    await preview();
  }

  /**
   * All of it or nothing, also where nobody waits for its end. A second press while it is under way does nothing. Answers
   * what came of it; null: nothing.
   */
  async function carryOut(): Promise<ImportedItem[] | null> {
    const { step, files, format, choices } = getState();
    if (step.kind !== "preview" || step.isImporting) return null;
    const { items } = step.preview;
    setState({ step: { ...step, failure: null, isImporting: true } });
    try {
      const answer = await client.call("exchange.import", {
        files,
        ...formatOf(format),
        choices: wireChoices(items, choices),
      });
      setState({ step: { kind: "done", imported: answer.items, items } });
      return answer.items;
    } catch (failure) {
      setState({ step: { ...step, failure, isImporting: false } });
      throw failure;
    }
  }

  function choose(itemId: string, patch: Partial<Choice>): void {
    const { choices } = getState();
    const now = choices.get(itemId);
    if (now !== undefined) setState({ choices: new Map(choices).set(itemId, { ...now, ...patch }) });
  }

  return {
    useImport,
    start,
    readFrom,
    take,
    readAs,
    carryOut,
    choose,
    show: (shown: string) => setState({ shown }),
    chooseAll(wish: Parameters<typeof chooseAll>[2]): void {
      const { step, choices } = getState();
      if (step.kind === "preview") setState({ choices: chooseAll(step.preview.items, choices, wish) });
    },
    /** Back to the beginning; what is being read is given up. */
    reset(): void {
      begin();
      setState(fresh());
    },
    /** Gives up what is being read, and keeps what is shown. */
    stop: (): void => void begin(),
  };
}

export type ImportWork = ReturnType<typeof createImport>;

const formatOf = (format: ImportFormat | null) => (format === null ? {} : { format });
