import { expect, it } from "vitest";
import { caseContent } from "#shared/model/suite.ts";
import { hostThat } from "../../../host/host-scenes.ts";
import { armRowOf, experimentWith } from "../rows/row-scenes.ts";
import { offerOf } from "./offer-again.ts";

it("typed-in inputs, which no suite has, come back as they were typed when a comparison is made again", async () => {
  const inputs = [{ word: "one" }, { word: "two" }];
  const { client } = hostThat({
    "experiments.rows": () => ({
      rows: inputs.map((_each, caseIndex) => ({ ...armRowOf(caseIndex), caseIndex })),
      total: inputs.length,
      counts: { fixed: 0, broken: 0, same: 0, unknown: inputs.length },
    }),
    "experiments.case": ({ caseIndex }: { caseIndex: number }) => ({
      content: caseContent.parse({ inputs: inputs[caseIndex] }),
      arms: [],
    }),
  });
  const offer = await offerOf(client, experimentWith({ isTyped: true }));
  expect(offer.inputs).toEqual(inputs);
  expect(offer.suiteId).toBeUndefined();
});
