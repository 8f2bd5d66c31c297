import type { providerOperations } from "#shared/contract/providers.ts";
import type { HandlersOf } from "../router.ts";
import type { ProviderContext } from "./context.ts";
import { listAllModels, testProvider } from "./model-lists.ts";
import { listPrices, setPrice } from "./prices.ts";
import { addProvider, listProviders, removeProvider, updateProvider } from "./providers.ts";

export function providerHandlers(context: ProviderContext): HandlersOf<typeof providerOperations> {
  return {
    "providers.list": () => listProviders(context),
    "providers.add": (input) => addProvider(context, input),
    "providers.update": (input) => updateProvider(context, input),
    "providers.remove": async ({ providerId }) => {
      await removeProvider(context, providerId);
      return null;
    },
    "providers.test": ({ providerId }, { signal }) => testProvider(context, providerId, signal),
    "providers.models": ({ refresh }, { signal }) => listAllModels(context, refresh, signal),
    "providers.prices": () => listPrices(context.db),
    "providers.set-price": ({ provider, model, price }) => {
      setPrice(context.db, provider, model, price);
      context.publish({ type: "prices.changed" });
      return listPrices(context.db);
    },
  };
}
