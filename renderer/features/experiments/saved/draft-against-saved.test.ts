import { expect, it } from "vitest";
import type { Output } from "#shared/contract/operations.ts";
import { emptyContent, type PromptContent } from "#shared/model/content.ts";
import { promptId, suiteId, versionId } from "#shared/model/ids.ts";
import { hostThat } from "../../../host/host-scenes.ts";
import { draftAgainstSaved } from "./draft-against-saved.ts";

const prompt = promptId.parse("prm_aaaa");
const version = versionId.parse("ver_aaaa");
const own = suiteId.parse("sui_own1");
const used = suiteId.parse("sui_used");
const saved = emptyContent();
const changed: PromptContent = { ...saved, model: { temperature: 0.2 } };

type Suites = Output<"suites.list">;
const suite = (id: typeof own, of: typeof prompt | null): Suites[number] => ({
  suiteId: id,
  name: id,
  description: "",
  promptId: of,
  promptName: null,
  cases: 12,
  revision: 1,
  latestVersion: null,
  isChanged: false,
  createdAt: "",
  updatedAt: "",
});

interface Scene {
  isSaved?: boolean;
  draft?: PromptContent;
  suites?: Suites;
  tested?: (typeof own)[];
  estimate?: Partial<Output<"experiments.estimate">>;
}

function hold({ isSaved = true, draft = changed, suites, tested = [], estimate = {} }: Scene) {
  const host = hostThat({
    "prompts.open": () =>
      ({
        prompt: { name: "Customer reply" },
        latest: isSaved ? { versionId: version, version: "1.0.3", content: saved } : null,
      }) as Output<"prompts.open">,
    "suites.list": () => suites ?? [suite(own, prompt), suite(used, null)],
    "tests.list": () =>
      ({ runs: tested.map((id) => ({ suiteId: id })), next: null }) as unknown as Output<"tests.list">,
    "experiments.estimate": () => ({
      cases: 12,
      calls: 24,
      judgeCalls: 0,
      recorded: 0,
      costUsd: 0,
      judgeCostUsd: 0,
      unpriced: [],
      perArm: [],
      problems: [],
      problemCount: 0,
      withoutChecks: 0,
      advisedCases: 626,
      ...estimate,
    }),
  });
  return draftAgainstSaved(host.client, prompt, async () => draft, "live");
}

it("the newest version is A and the text on the page is B, on the suite that the prompt was tested with last", async () => {
  const prepared = await hold({ tested: [used, own] });
  expect(prepared).toMatchObject({
    kind: "start",
    version: "1.0.3",
    wish: {
      arms: [
        { source: { kind: "version", versionId: version } },
        { source: { kind: "content", content: changed } },
      ],
      on: { kind: "suite", suiteId: used },
    },
  });
});

it("a suite that is gone since the last test gives way to one that was made for the prompt", async () => {
  const prepared = await hold({ tested: [suiteId.parse("sui_gone")] });
  expect(prepared).toMatchObject({ wish: { on: { suiteId: own } } });
});

it("says what is missing instead of comparing a text with itself or with nothing", async () => {
  expect(await hold({ isSaved: false })).toMatchObject({ kind: "no-version" });
  expect(await hold({ draft: emptyContent() })).toMatchObject({ kind: "no-change", version: "1.0.3" });
  expect(await hold({ suites: [] })).toMatchObject({ kind: "no-suite" });
});

it("a suite of another prompt is never taken unasked", async () => {
  expect(await hold({ suites: [suite(used, null)] })).toMatchObject({
    kind: "ask",
    offer: { suiteId: null },
  });
});

it.each<[string, Scene["estimate"]]>([
  ["a price", { costUsd: 0.0001 }],
  ["a judge with a price", { judgeCostUsd: 0.2 }],
  ["a price that nobody knows", { unpriced: ["acme/large"] }],
  ["calls that cannot be made", { problemCount: 1 }],
  ["a suite without checks", { withoutChecks: 12 }],
])("nothing begins by itself that has %s: the dialog asks first", async (_what, estimate) => {
  expect(await hold({ estimate })).toMatchObject({ kind: "ask", offer: { suiteId: own } });
});
