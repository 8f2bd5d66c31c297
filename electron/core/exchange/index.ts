import type { exchangeOperations } from "#shared/contract/exchange.ts";
import type { HandlersOf } from "../router.ts";
import type { ExchangeContext } from "./context.ts";
import { exportPrompt } from "./export.ts";
import { importFiles } from "./import.ts";
import { previewImport } from "./preview.ts";

export type { ExchangeContext } from "./context.ts";

export const exchangeHandlers = (context: ExchangeContext): HandlersOf<typeof exchangeOperations> => ({
  "exchange.preview": (input, { signal }) => previewImport(context, input, signal),
  "exchange.import": (input, { signal }) => importFiles(context, input, signal),
  "exchange.export": (input) => exportPrompt(context, input),
});
