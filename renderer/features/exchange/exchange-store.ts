import { create } from "zustand";
import type { ImportFile } from "#shared/model/exchange.ts";
import type { PromptId, VersionId } from "#shared/model/ids.ts";
import type { FileSource } from "./reading/file-source.ts";

export interface ExportOffer {
  promptId: PromptId;
  /** null: the draft. */
  versionId: VersionId | null;
}

/** What an import begins with: files that are there already, something to read them from, or nothing yet. */
export type ImportOffer = { files: ImportFile[] } | { source: FileSource } | { files: null };

interface ExchangeState {
  /** null: no import is open. */
  importing: ImportOffer | null;
  /** What was chosen is being taken over just now. */
  isBusy: boolean;
  exporting: ExportOffer | null;
}

export const useExchange = create<ExchangeState>(() => ({
  importing: null,
  isBusy: false,
  exporting: null,
}));

/** Opens the import, with files that were made or pasted elsewhere where there are some. */
export const openImport = (files: ImportFile[] = []): void =>
  useExchange.setState({ importing: { files: files.length === 0 ? null : files } });
/** Opens the import with what was dropped, which it reads by itself. */
export const openImportFrom = (source: FileSource): void => useExchange.setState({ importing: { source } });
export const closeImport = (): void => useExchange.setState({ importing: null });
export const openExport = (exporting: ExportOffer): void => useExchange.setState({ exporting });
export const closeExport = (): void => useExchange.setState({ exporting: null });
