import { create } from "zustand";
import type { ImportFile } from "#shared/model/exchange.ts";
import type { PromptId, VersionId } from "#shared/model/ids.ts";

export interface ExportOffer {
  promptId: PromptId;
  /** null: the draft. */
  versionId: VersionId | null;
}

interface ExchangeState {
  /** null: no import is open; empty: files are yet to be chosen. */
  files: ImportFile[] | null;
  exporting: ExportOffer | null;
}

export const useExchange = create<ExchangeState>(() => ({ files: null, exporting: null }));

/** Opens the import, with files that were dropped or pasted where there are some. */
export const openImport = (files: ImportFile[] = []): void => useExchange.setState({ files });
export const closeImport = (): void => useExchange.setState({ files: null });
export const openExport = (exporting: ExportOffer): void => useExchange.setState({ exporting });
export const closeExport = (): void => useExchange.setState({ exporting: null });
