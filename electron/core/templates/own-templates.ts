import { LatheError } from "#shared/contract/errors.ts";
import type { ParsedInput } from "#shared/contract/operations.ts";
import type { PromptId, SuiteId, VersionId } from "#shared/model/ids.ts";
import { type Template, type TemplateSuite, templateKey } from "#shared/model/template.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { readSpec } from "../design/index.ts";
import { promptOf, readDraft, readVersion } from "../prompts/index.ts";
import { keepContent } from "../store/content-store.ts";
import { textKey } from "../store/text-key.ts";
import { readWorkingSuite } from "../suites/index.ts";
import { type TemplateContext, timeOf } from "./context.ts";
import { noSuchTemplate, readOwn, type Shelf } from "./shelf.ts";
import { findTemplate, insertTemplate, setRemoved, updateTemplate as updateRow } from "./template-store.ts";

/** Answers the key of the new template. */
export async function saveTemplate(
  context: TemplateContext,
  shelf: Shelf,
  { promptId, versionId, suiteId, ...written }: ParsedInput<"templates.save">,
): Promise<string> {
  const { db } = context;
  const names = await takenNames(shelf);
  const key = templateKey.parse(context.ports.ids.next("tpl"));
  db.transaction(() => {
    promptOf(context.prompts, promptId);
    refuseTakenName(names, written.name);
    const { name, ...fields } = written;
    const content = contentOf(context, promptId, versionId);
    const { spec } = readSpec(context.design, promptId);
    const suite = suiteId === null ? null : copySuite(context, suiteId);
    const json = canonicalJson({ ...fields, content, spec, suite });
    insertTemplate(db, { key, name, json, contentHash: keepContent(db, content), at: timeOf(context) });
  });
  context.publish({ type: "templates.changed" });
  return key;
}

export async function updateTemplate(
  context: TemplateContext,
  shelf: Shelf,
  { key, ...change }: ParsedInput<"templates.update">,
): Promise<void> {
  await refuseShipped(shelf, key);
  const names = await takenNames(shelf, key);
  context.db.transaction(() => {
    const now = readOwn(context, key);
    if (now === null) throw noSuchTemplate();
    const given = Object.fromEntries(Object.entries(change).filter(([_field, value]) => value !== undefined));
    const { key: _key, name, ...rest }: Template = { ...now, ...given };
    if (textKey(name) !== textKey(now.name)) refuseTakenName(names, name);
    updateRow(context.db, { key, name, json: canonicalJson(rest), at: timeOf(context) });
  });
  changed(context, shelf, key);
}

/** Takes it out of the library; prompts that were made from it stay as they are. */
export async function removeTemplate(context: TemplateContext, shelf: Shelf, key: string): Promise<void> {
  await refuseShipped(shelf, key);
  context.db.transaction(() => {
    const row = findTemplate(context.db, key);
    if (row === undefined || row.removedAt !== null) throw noSuchTemplate();
    setRemoved(context.db, key, row.name, timeOf(context));
  });
  changed(context, shelf, key);
}

/** If its name was given away meanwhile, under the next free one. */
export async function restoreTemplate(context: TemplateContext, shelf: Shelf, key: string): Promise<void> {
  await refuseShipped(shelf, key);
  const names = await takenNames(shelf, key);
  context.db.transaction(() => {
    const row = findTemplate(context.db, key);
    if (row === undefined) throw noSuchTemplate();
    if (row.removedAt !== null) setRemoved(context.db, key, freeName(names, row.name), null);
  });
  changed(context, shelf, key);
}

function changed(context: TemplateContext, shelf: Shelf, key: string): void {
  shelf.forget(key);
  context.publish({ type: "templates.changed" });
}

function contentOf(context: TemplateContext, promptId: PromptId, versionId: VersionId | null) {
  if (versionId === null) return readDraft(context.prompts, promptId).content;
  const version = readVersion(context.prompts, versionId);
  if (version.promptId === promptId) return version.content;
  throw new LatheError({
    code: "prompts.version-not-found",
    message: "This version belongs to another prompt.",
  });
}

/** As many as `templateSuite` allows. */
const mostCases = 5_000;

function copySuite(context: TemplateContext, suiteId: SuiteId): TemplateSuite {
  const suite = readWorkingSuite(context.suites, suiteId);
  if (suite.cases.length > mostCases) {
    throw new LatheError({
      code: "templates.suite-too-large",
      message: `The suite has ${suite.cases.length} cases; a template takes at most ${mostCases}. Choose a smaller suite, or none.`,
      details: { cases: suite.cases.length, most: mostCases },
    });
  }
  const { name, description, checks, threshold } = suite;
  return { name, description, checks, threshold, cases: suite.cases.map(({ hash }) => suite.readCase(hash)) };
}

async function refuseShipped(shelf: Shelf, key: string): Promise<void> {
  if ((await shelf.all()).get(key)?.isOwn !== false) return;
  throw new LatheError({
    code: "templates.read-only",
    message:
      "This template ships with Lathe and stays as it is. Use it, and save your prompt as a template of your own.",
  });
}

async function takenNames(shelf: Shelf, except?: string): Promise<Set<string>> {
  const all = [...(await shelf.all()).values()].filter(({ fields }) => fields.key !== except);
  return new Set(all.map(({ fields }) => textKey(fields.name)));
}

function refuseTakenName(taken: ReadonlySet<string>, name: string): void {
  if (!taken.has(textKey(name))) return;
  const suggestion = freeName(taken, name);
  throw new LatheError({
    code: "templates.name-taken",
    message: `There is already a template named “${name}”. “${suggestion}” is free.`,
    details: { name, suggestion },
  });
}

function freeName(taken: ReadonlySet<string>, name: string): string {
  let free = name;
  for (let count = 2; taken.has(textKey(free)); count += 1) {
    const ending = ` (${count})`;
    free = `${name.slice(0, 120 - ending.length)}${ending}`;
  }
  return free;
}
