import type { ExportFormat } from "../model/exchange.ts";
import type { FormatReader, FormatWriter } from "./found.ts";
import { latheReader } from "./lathe/read-lathe.ts";
import { writeLathe } from "./lathe/write-lathe.ts";
import { textReader } from "./plain/read-text.ts";

/** Every reader; the one that is surest of a file reads it. */
export const readers: FormatReader[] = [latheReader, textReader];

/** Partial as long as they are being built. */
export const writers: Partial<Record<ExportFormat, FormatWriter>> = { lathe: writeLathe };
