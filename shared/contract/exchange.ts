import { z } from "zod";
import {
  exchangeNote,
  exportedFile,
  exportFormat,
  importAction,
  importFile,
  importFormat,
  importItem,
} from "../model/exchange.ts";
import { promptId, suiteId, versionId } from "../model/ids.ts";
import { command, query } from "./define.ts";

const files = z.array(importFile).min(1).max(2_000);
const forced = importFormat.optional();

export const exchangeOperations = {
  /** What an import would bring. Reads texts only: nothing is run, fetched, opened or stored. */
  "exchange.preview": query({
    /** `format` absent: told from the name and the text of each file. */
    input: z.object({ files, format: forced }),
    output: z.object({
      items: z.array(importItem),
      /** Files of which nothing could be taken, and why. */
      unread: z.array(z.object({ path: z.string(), note: exchangeNote })),
      /** Files that are referred to and were not among those given; paths within the folder only. */
      wanted: z.array(z.string()),
    }),
  }),
  /**
   * Takes over what was chosen, all of it or nothing; what is not named is left out. `add` under a name that is taken uses
   * the next free one; `version` makes a new version of `promptId` (absent: of the prompt with that name).
   */
  "exchange.import": command({
    input: z.object({
      files,
      format: forced,
      choices: z
        .array(
          z.object({
            itemId: z.string(),
            action: importAction,
            name: z.string().max(120).optional(),
            promptId: promptId.optional(),
          }),
        )
        .max(10_000),
    }),
    output: z.object({
      items: z.array(
        z.object({
          itemId: z.string(),
          source: z.string(),
          kind: z.enum(["prompt", "suite"]),
          name: z.string(),
          action: importAction,
          /** null where nothing was stored. */
          promptId: promptId.nullable(),
          suiteId: suiteId.nullable(),
          losses: z.array(exchangeNote),
          warnings: z.array(exchangeNote),
        }),
      ),
    }),
  }),
  /** The files of an export and what they leave out. Writes nothing: the caller shows the losses first. */
  "exchange.export": query({
    input: z.object({
      promptId,
      /** null: the draft. */
      versionId: versionId.nullable().default(null),
      format: exportFormat,
      /** Goes along where the format holds tests. */
      suiteId: suiteId.nullable().default(null),
    }),
    output: z.object({ files: z.array(exportedFile), losses: z.array(exchangeNote) }),
  }),
};
