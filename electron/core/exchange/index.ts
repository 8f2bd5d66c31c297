import type { exchangeOperations } from "#shared/contract/exchange.ts";
import { notThereYet } from "../not-there-yet.ts";
import type { HandlersOf } from "../router.ts";
import type { ExchangeContext } from "./context.ts";

export type { ExchangeContext } from "./context.ts";

export const exchangeHandlers = (_context: ExchangeContext): HandlersOf<typeof exchangeOperations> => ({
  "exchange.preview": notThereYet,
  "exchange.import": notThereYet,
  "exchange.export": notThereYet,
});
