import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { ImportFile } from "#shared/model/exchange.ts";
import { type OpenWorkbench, openWorkbench } from "../tests/support/open-workbench.ts";
import { type Figure, time } from "./figures.ts";

/** What comes in and what is chosen from: imports of two sizes, the library, and a snippet that very many prompts hold. */
export async function measureLibrary(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "lathe-bench-"));
  const workbench = await openWorkbench(folder);
  try {
    return [
      ...(await measureConfiguration(workbench.lathe)),
      ...(await measureFolder(workbench.lathe)),
      ...(await measureTemplates(workbench.lathe)),
      ...(await measureSnippet(workbench.lathe)),
    ];
  } finally {
    await workbench.close();
    rmSync(folder, { recursive: true });
  }
}

type Lathe = OpenWorkbench["lathe"];

/** The wall time of one piece of work. */
async function took(work: () => unknown): Promise<number> {
  return (await time(1, work)).p50;
}

/** JSON, so that what is measured is Lathe's own part and not the reading of YAML. */
async function measureConfiguration(lathe: Lathe): Promise<Figure[]> {
  const tests = Array.from({ length: 5_000 }, (_, index) => ({
    description: `case ${index}`,
    vars: { question: `Where is order ${index}? 我的订单在哪里？` },
    assert: [
      { type: "contains", value: "order" },
      { type: "is-json", threshold: 0.5 },
    ],
  }));
  const text = JSON.stringify({ prompts: ["Answer: {{question}}"], tests });
  const files: ImportFile[] = [{ path: "promptfooconfig.json", text }];
  const bare = (await time(5, () => JSON.parse(text))).p50;
  const preview = await took(() => lathe.call("exchange.preview", { files }));
  const { items } = await lathe.call("exchange.preview", { files });
  const stored = await took(() =>
    lathe.call("exchange.import", {
      files,
      choices: items.map(({ itemId }) => ({ itemId, action: "add" as const })),
    }),
  );
  return [
    {
      what: "promptfoo file of 5,000 tests: preview",
      value: preview,
      unit: "ms",
      ratio: preview / bare,
      against: "JSON.parse",
      goal: 2_000,
    },
    { what: "the same: import", value: stored, unit: "ms" },
  ];
}

async function measureFolder(lathe: Lathe): Promise<Figure[]> {
  const files = Array.from({ length: 1_000 }, (_, index): ImportFile => {
    const head = stringify({ name: `Prompt ${index}`, model: { id: "gpt-4o-mini" } });
    return {
      path: `prompts/p${index}.prompty`,
      text: `---\n${head}---\nsystem:\nYou answer customers of shop ${index} about ${(index * 7919) % 1000}.\n\nuser:\n{{question}}\n`,
    };
  });
  const preview = await took(() => lathe.call("exchange.preview", { files }));
  const { items } = await lathe.call("exchange.preview", { files });
  const stored = await took(() =>
    lathe.call("exchange.import", {
      files,
      choices: items.map(({ itemId }) => ({ itemId, action: "add" as const })),
    }),
  );
  return [
    { what: "folder of 1,000 .prompty files: preview", value: preview, unit: "ms", goal: 5_000 },
    { what: "the same: import", value: stored, unit: "ms" },
  ];
}

async function measureTemplates(lathe: Lathe): Promise<Figure[]> {
  const first = await took(() => lathe.call("templates.list", {}));
  const again = await time(20, () => lathe.call("templates.list", { search: "review" }));
  return [
    { what: "library: first list of the shipped templates", value: first, unit: "ms", goal: 500 },
    { what: "library: a search, p99", value: again.p99, unit: "ms", goal: 50 },
  ];
}

/** Of the prompts that were imported before, every one takes it in. */
async function measureSnippet(lathe: Lathe): Promise<Figure[]> {
  const snippet = await lathe.call("snippets.create", { name: "style", text: "Be kind." });
  for (let index = 0; index < 500; index += 1) {
    await lathe.call("prompts.create", {
      name: `With style ${index}`,
      content: { messages: [{ role: "human", template: `{>style} ${index}` }] },
    });
  }
  const preview = await took(() =>
    lathe.call("snippets.preview-update", { snippetId: snippet.snippetId, text: "Be kind and short." }),
  );
  const update = await took(() =>
    lathe.call("snippets.update", {
      snippetId: snippet.snippetId,
      baseRevision: snippet.revision,
      text: "Be kind and short.",
    }),
  );
  return [
    { what: "a snippet in 500 prompts: what would change", value: preview, unit: "ms", goal: 300 },
    { what: "the same: change it", value: update, unit: "ms", goal: 1_000 },
  ];
}
