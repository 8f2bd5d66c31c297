import type { RunnableFormat, VariableValue } from "../../model/content.ts";
import { templateFormat } from "../../model/content.ts";
import type { ImportFile } from "../../model/exchange.ts";
import { Notes } from "../chat.ts";
import { finishedContent, foundPrompt } from "../finish.ts";
import { nameOfFile } from "../folder.ts";
import type { Folder, FormatReader, FoundPrompt, FoundSuite, Reading } from "../found.ts";
import { readDocument } from "../front-matter.ts";
import { endingOf, peekFields } from "../peek.ts";
import { type Fields, fieldOf, isFields, type Json, textField } from "../read-json.ts";
import { References } from "../references.ts";
import { isCredential } from "../settings.ts";
import { unreadable } from "../unreadable.ts";
import { FewNotes } from "./few-notes.ts";
import { type Given, promptFrom, readPrompts, withDefaults } from "./prompts.ts";
import { languageOf, readProviders, settingsFor } from "./providers.ts";
import { readTests } from "./tests.ts";

/** A configuration of promptfoo: its prompts, and one suite for them. */
export const promptfooReader: FormatReader = {
  format: "promptfoo",
  recognise(file) {
    const ending = endingOf(file);
    if (/(?:^|\/)promptfooconfig[^/]*\.(?:ya?ml|json)$/i.test(file.path)) return 0.99;
    if (ending === "json") {
      const fields = peekFields(file);
      return fields !== null && isConfig(Object.keys(fields)) && !Object.hasOwn(fields, "results") ? 0.9 : 0;
    }
    if (ending !== "yaml" && ending !== "yml") return 0;
    const names = [...file.text.slice(0, 200_000).matchAll(/^([A-Za-z]{1,30}):/gm)].map(
      (match) => match[1] ?? "",
    );
    return isConfig(names) ? 0.9 : 0;
  },
  read(file, folder) {
    const root = readDocument(file);
    if (!isFields(root)) throw unreadable("not-of-format", { format: "promptfoo" });
    return readConfig(root, file, folder);
  },
};

const isConfig = (names: readonly string[]): boolean =>
  names.includes("prompts") &&
  ["providers", "targets", "tests", "scenarios", "defaultTest"].some((name) => names.includes(name));

const known = new Set(
  "$schema description tags prompts providers targets tests defaultTest scenarios assertionTemplates extensions nunjucksFilters derivedMetrics".split(
    " ",
  ),
);

export function readConfig(root: Fields, file: ImportFile, folder: Folder): Reading {
  const notes = new FewNotes();
  const references = new References(file, folder, notes);
  tellRest(root, notes);
  const templates = fieldOf(root, "assertionTemplates");
  const context = { references, notes, templates: isFields(templates) ? templates : {} };
  const tests = readTests(root, context);
  const given: Given = { values: valuesOf(tests.cases), defaults: tests.defaults };
  const providers = readProviders(fieldOf(root, "providers") ?? fieldOf(root, "targets"), references, notes);
  const texts = readPrompts(fieldOf(root, "prompts"), references, notes);
  const about = readAbout(root, file);
  const prompts = texts.map((text, index): FoundPrompt => {
    const own = new Notes();
    const content = promptFrom(text, given, about.formats, own);
    const resolve = (value: Json): Json => resolveFile(value, references, own);
    const settings = settingsFor(providers, text, resolve, own);
    return foundPrompt(
      {
        name: text.label || (texts.length === 1 ? about.name : `${about.name} ${index + 1}`),
        description: texts.length === 1 ? about.description : "",
        tags: about.tags,
        content: withDefaults(finishedContent({ ...content, ...settings }), tests.defaults),
      },
      own,
    );
  });
  notes.end();
  const isSuite = tests.cases.length > 0 || tests.checks.length > 0;
  const [first] = prompts;
  // What is of the file as a whole is told once: with its suite, else with its first prompt.
  if (!isSuite && first !== undefined) {
    first.losses.push(...notes.losses);
    first.warnings.push(...notes.warnings);
    first.inert.push(...notes.inert);
  }
  const suite: FoundSuite = {
    kind: "suite",
    name: about.suiteName,
    description: about.suiteDescription,
    tags: [],
    checks: tests.checks,
    threshold: tests.threshold,
    cases: tests.cases,
    forPrompt: prompts.length === 1 ? 0 : null,
    losses: notes.losses,
    warnings: notes.warnings,
    inert: notes.inert,
  };
  return {
    items: [...prompts, ...(isSuite ? [suite] : [])],
    wanted: references.wanted,
    used: references.used,
  };
}

function tellRest(root: Fields, notes: FewNotes): void {
  for (const [name, value] of Object.entries(root)) {
    if (name === "extensions" || name === "nunjucksFilters" || name === "derivedMetrics") {
      const list = Array.isArray(value) ? value : isFields(value) ? Object.values(value) : [value];
      for (const [index, item] of list.entries()) {
        const text = typeof item === "string" ? item : JSON.stringify(item);
        notes.keep({ where: `${name}[${index}]`, language: languageOf(text), text });
      }
    } else if (isCredential(name)) notes.lose("credential-dropped", { field: name });
    else if (!known.has(name)) notes.lose("unknown-field", { field: name.slice(0, 80) });
  }
}

interface About {
  name: string;
  description: string;
  tags: string[];
  suiteName: string;
  suiteDescription: string;
  /** null: it stays Nunjucks, which is what it was in Lathe. */
  formats: RunnableFormat[] | null;
}

const mark = "lathe:";

function readAbout(root: Fields, file: ImportFile): About {
  const written = fieldOf(root, "tags");
  const all = isFields(written) ? written : {};
  const tags = Object.entries(all).flatMap(([name, value]) => {
    if (name.startsWith(mark)) return [];
    return [value === null || value === "" ? name : `${name}: ${String(value)}`];
  });
  const description = textField(root, "description");
  const folder = file.path.split("/").at(-2) ?? "";
  const base = nameOfFile(file.path);
  const title = description.split("\n")[0]?.slice(0, 80).trim() ?? "";
  const name = title || (/^promptfooconfig/i.test(base) && folder !== "" ? folder : base);
  const hint = templateFormat.safeParse(fieldOf(all, `${mark}templateFormat`)).data;
  return {
    name,
    description,
    tags,
    suiteName: textField(all, `${mark}suite`) || name,
    suiteDescription: textField(all, `${mark}suiteDescription`),
    formats: hint === "nunjucks" ? null : hint === "f-string" ? ["f-string"] : ["mustache", "f-string"],
  };
}

function valuesOf(cases: readonly { inputs: Record<string, VariableValue> }[]): Map<string, VariableValue[]> {
  const values = new Map<string, VariableValue[]>();
  for (const { inputs } of cases) {
    for (const [name, value] of Object.entries(inputs)) {
      const known = values.get(name);
      if (known === undefined) values.set(name, [value]);
      else if (known.length < 200) known.push(value);
    }
  }
  return values;
}

/** `tools: file://tools.json`. */
function resolveFile(value: Json, references: References, notes: Notes): Json {
  if (Array.isArray(value))
    return value.flatMap((item) => resolveFile(item, references, notes) as Json | Json[]);
  if (typeof value !== "string" || !/^file:\/\/.+\.(?:json|ya?ml)$/i.test(value)) return value;
  const found = references.find(value, notes);
  return found === undefined ? value : readDocument(found);
}
