import { useEffect } from "react";
import { onWorkspaceEvent } from "../../host/workspace-events.ts";
import { loadPrices, usePrices } from "./prices/prices-store.ts";
import { loadHostFacts } from "./privacy/host-store.ts";
import { loadModels, loadProviders, useProviders } from "./providers/providers-store.ts";

/** Reads what every section needs, and again whenever another page or process changes it. */
export function useLiveSettings(): void {
  useEffect(() => {
    void loadProviders();
    void loadHostFacts();
    return onWorkspaceEvent((event) => {
      const everything = event.type === "workspace.changed";
      if (everything || event.type === "provider.changed") void loadProviders();
      // What no section has asked for yet is not fetched: a model list is a call to each endpoint.
      if ((everything || event.type === "prices.changed") && usePrices.getState().prices.value !== null) {
        void loadPrices();
      }
      if (
        (everything || event.type === "provider.changed" || event.type === "prices.changed") &&
        useProviders.getState().models.value !== null
      ) {
        void loadModels();
      }
    });
  }, []);
}
