import { create } from "zustand";
import type { Output } from "#shared/contract/operations.ts";
import { host } from "../../../host/host.ts";
import { createReader, type Reading, unread } from "../reading.ts";

export const useHostFacts = create<{ facts: Reading<Output<"host.describe">> }>(() => ({ facts: unread() }));

export const loadHostFacts = createReader(
  () => host.call("host.describe", {}),
  (change) => useHostFacts.setState(({ facts }) => ({ facts: change(facts) })),
);
