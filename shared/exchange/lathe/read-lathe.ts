import { z } from "zod";
import { check } from "../../model/check.ts";
import { promptContent } from "../../model/content.ts";
import { promptSpec } from "../../model/spec.ts";
import { caseContent } from "../../model/suite.ts";
import { storedText } from "../../model/text.ts";
import { joinPath } from "../../text/json-text.ts";
import { parsePromptFile } from "../../text/prompt-file.ts";
import { Notes } from "../chat.ts";
import { foundPrompt } from "../finish.ts";
import type { FormatReader, FoundPrompt, FoundSuite, Reading } from "../found.ts";
import { peekFields } from "../peek.ts";
import { fieldOf, isFields, readJson } from "../read-json.ts";
import { unreadable } from "../unreadable.ts";

/** The form that this Lathe writes; a higher one is of a newer Lathe. */
export const latheForm = 1;

const suiteInFile = z.object({
  name: z.string(),
  description: storedText.default(""),
  checks: z.array(check).max(50).default([]),
  threshold: z.number().min(0).max(1).nullable().default(null),
  cases: z.array(caseContent).max(100_000).default([]),
});

const promptInFile = z.object({
  name: z.string(),
  description: storedText.default(""),
  tags: z.array(z.string()).default([]),
  version: z
    .object({ number: z.string(), message: storedText.default("") })
    .nullable()
    .default(null),
  content: promptContent,
  spec: promptSpec.nullable().default(null),
  /** Written for this prompt. */
  suites: z.array(suiteInFile).default([]),
});

const latheFile = z.object({
  lathe: z.literal(latheForm),
  prompts: z.array(promptInFile).default([]),
  /** For any prompt. */
  suites: z.array(suiteInFile).default([]),
});
export type LatheFile = z.input<typeof latheFile>;

/** What Lathe itself exports, and the files of a single prompt that `lathe save` takes. */
export const latheReader: FormatReader = {
  format: "lathe",
  recognise(file) {
    const fields = peekFields(file);
    if (fields === null) return 0;
    if (typeof fieldOf(fields, "lathe") === "number") return 1;
    const messages = fieldOf(fields, "messages");
    const first = Array.isArray(messages) ? messages[0] : null;
    if (!isFields(first)) return 0;
    return Object.hasOwn(first, "template") || fieldOf(first, "role") === "history" ? 0.9 : 0;
  },
  read(file) {
    const root = readJson(file.text);
    if (isFields(root) && typeof fieldOf(root, "lathe") === "number") return readBundle(root);
    const reading = parsePromptFile(file.text, { fileName: file.path });
    if (!reading.ok) {
      const where = reading.path === "" ? "" : `${reading.path}: `;
      throw unreadable("unreadable", { said: `${where}${reading.message}` });
    }
    const notes = new Notes();
    for (const field of lostFields(root, reading.content)) {
      // Of another spelling, or what `lathe show --json` says besides.
      if (!spelledOtherwise.has(field)) notes.lose("unknown-field", { field });
    }
    const name = isFields(root) ? fieldOf(root, "name") : null;
    const content = reading.content;
    return {
      items: [foundPrompt({ name: typeof name === "string" ? name : "", content }, notes)],
      wanted: [],
      used: [],
    };
  },
};

const spelledOtherwise = new Set([
  ..."name template_format output_schema version message contentHash schema".split(" "),
  ..."model.max_tokens model.top_p model.response_format".split(" "),
]);

function readBundle(root: unknown): Reading {
  if (isFields(root)) {
    const form = fieldOf(root, "lathe");
    if (typeof form === "number" && form > latheForm) throw unreadable("newer-format", { version: form });
  }
  const read = latheFile.safeParse(root);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw unreadable("unstorable", { where: joinPath(issue?.path ?? []), fault: issue?.message ?? "" });
  }
  const items: (FoundPrompt | FoundSuite)[] = [];
  const lost = lostFields(root, read.data);
  for (const [index, { version, suites, ...prompt }] of read.data.prompts.entries()) {
    const notes = new Notes();
    for (const field of lost)
      if (field.startsWith(`prompts[${index}].`)) notes.lose("unknown-field", { field });
    if (version !== null && version.number !== "1.0.0")
      notes.warn("version-renumbered", { version: version.number });
    const message = version === null ? "" : version.message || `Version ${version.number}`;
    const place = items.length;
    items.push(foundPrompt({ ...prompt, message }, notes));
    for (const suite of suites) items.push(foundSuite(suite, place));
  }
  for (const suite of read.data.suites) items.push(foundSuite(suite, null));
  const [first] = items;
  const others = lost.filter((field) => !field.startsWith("prompts["));
  const notes = new Notes();
  for (const field of others) notes.lose("unknown-field", { field });
  first?.losses.push(...notes.losses);
  return { items, wanted: [], used: [] };
}

const foundSuite = (suite: z.output<typeof suiteInFile>, forPrompt: number | null): FoundSuite => ({
  kind: "suite",
  ...suite,
  tags: [],
  losses: [],
  warnings: [],
  inert: [],
  forPrompt,
});

const mostTold = 50;

/** Paths of what was written and not read. */
export function lostFields(written: unknown, read: unknown, path: PropertyKey[] = []): string[] {
  if (Array.isArray(written)) {
    if (!Array.isArray(read)) return [];
    return written.flatMap((one, index) => lostFields(one, read[index], [...path, index])).slice(0, mostTold);
  }
  if (!isFields(written) || !isFields(read)) return [];
  return Object.entries(written)
    .flatMap(([name, value]) =>
      Object.hasOwn(read, name)
        ? lostFields(value, read[name], [...path, name])
        : [joinPath([...path, name])],
    )
    .slice(0, mostTold);
}
