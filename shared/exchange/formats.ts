import type { ExportFormat } from "../model/exchange.ts";
import type { FormatReader, FormatWriter } from "./found.ts";

/** Every reader; the one that is surest of a file reads it. */
export const readers: FormatReader[] = [];

/** Partial as long as they are being built. */
export const writers: Partial<Record<ExportFormat, FormatWriter>> = {};
