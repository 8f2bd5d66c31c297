import { create } from "zustand";
import type { Output } from "#shared/contract/operations.ts";
import type { ModelRef } from "#shared/model/content.ts";
import { simulatorModel } from "#shared/model/model-ref.ts";
import type { ModelInfo, Price } from "#shared/model/provider.ts";
import { host } from "../../../host/host.ts";
import { watchEvents } from "../../../host/watch.ts";

type Models = Output<"providers.models">;

/** The models that can be chosen now; before they are known, the one that is always there. */
export const useModels = create<Models>(() => ({
  models: [{ ref: simulatorModel, price: null }],
  failures: [],
}));

let newest = 0;

async function loadModels(): Promise<void> {
  newest += 1;
  const mine = newest;
  try {
    const models = await host.call("providers.models", {});
    if (mine === newest) useModels.setState(models);
  } catch {
    // A model can be written by hand; the list comes with the next change or resync.
  }
}

/** Keeps the list of models in step with Settings; answers the way to stop. */
export const watchModels = (): (() => void) =>
  watchEvents(
    (event) => {
      if (event.type === "provider.changed" || event.type === "prices.changed") void loadModels();
    },
    () => void loadModels(),
  );

export const priceOf = (models: readonly ModelInfo[], ref: ModelRef): Price | null =>
  models.find((model) => model.ref === ref)?.price ?? null;
