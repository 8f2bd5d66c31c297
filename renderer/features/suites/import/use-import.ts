import { useCallback, useEffect, useState } from "react";
import { isCancelled } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { SuiteId } from "#shared/model/ids.ts";
import type { ColumnMapping, DataFormat } from "#shared/model/suite.ts";
import { host } from "../../../host/host.ts";

export type ImportPreview = Output<"suites.preview-import">;

export interface ImportFile {
  name: string;
  text: string;
}

interface Choices {
  /** null: told from the file. */
  format: DataFormat | null;
  /** null: as the names of the columns suggest. */
  mapping: ColumnMapping | null;
  offset: number;
}

/** What one call carries to the workbench and no more, in bytes; JSON's own signs take some of it. */
export const mostBytes = 9_500_000;
export const previewRows = 50;
const fresh: Choices = { format: null, mapping: null, offset: 0 };

export const bytesOf = (text: string): number => new TextEncoder().encode(JSON.stringify(text)).length;

/** Reads a file as the suite would take it, again with every change of what its columns become. */
export function useImport(suiteId: SuiteId) {
  const [file, setFile] = useState<ImportFile | null>(null);
  const [choices, setChoices] = useState<Choices>(fresh);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isReading, setReading] = useState(false);
  const tooLarge = file === null ? null : bytesOf(file.text) > mostBytes ? bytesOf(file.text) : null;

  const source = useCallback(() => {
    const { format, mapping } = choices;
    return {
      suiteId,
      text: file?.text ?? "",
      fileName: file?.name ?? "",
      ...(format === null ? {} : { format }),
      ...(mapping === null ? {} : { mapping }),
    };
  }, [suiteId, file, choices]);

  useEffect(() => {
    if (file === null || tooLarge !== null) return;
    const asking = new AbortController();
    setReading(true);
    host
      .call(
        "suites.preview-import",
        { ...source(), offset: choices.offset, limit: previewRows },
        asking.signal,
      )
      .then((answer) => {
        setPreview(answer);
        setFailure(null);
        setReading(false);
      })
      .catch((error: unknown) => {
        if (isCancelled(error) || asking.signal.aborted) return;
        setFailure(error);
        setReading(false);
      });
    return () => asking.abort();
  }, [file, tooLarge, source, choices.offset]);

  return {
    file,
    preview,
    failure,
    isReading,
    tooLarge,
    source,
    format: choices.format,
    offset: choices.offset,
    choose(next: ImportFile | null): void {
      setFile(next);
      setChoices(fresh);
      setPreview(null);
      setFailure(null);
      setReading(false);
    },
    readAs: (format: DataFormat) => setChoices({ format, mapping: null, offset: 0 }),
    map: (mapping: ColumnMapping) => setChoices((now) => ({ ...now, mapping, offset: 0 })),
    page: (offset: number) => setChoices((now) => ({ ...now, offset })),
    again: () => setChoices((now) => ({ ...now })),
  };
}

export type Import = ReturnType<typeof useImport>;
