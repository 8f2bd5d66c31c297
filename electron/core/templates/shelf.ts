import { LatheError } from "#shared/contract/errors.ts";
import { type Template, template as templateModel } from "#shared/model/template.ts";
import { contentText, shinglesOf } from "#shared/text/likeness.ts";
import { neededVariables } from "#shared/text/needed-variables.ts";
import { readWrittenOut } from "#shared/text/write-out-snippets.ts";
import { textKey } from "../store/text-key.ts";
import type { TemplateContext } from "./context.ts";
import { Likenesses } from "./likenesses.ts";
import { loadShipped } from "./shipped.ts";
import { findTemplate, listTemplates } from "./template-store.ts";

/** What is kept in memory of a template: what a card shows and a search looks in, without its suite. */
export interface Shelved {
  fields: Omit<Template, "content" | "spec" | "suite">;
  isOwn: boolean;
  variables: string[];
  cases: number;
  checks: number;
  /** As texts are compared: name, description, use case, tags and the words of the prompt. */
  words: string;
  createdAt: string | null;
  /** Changes with it. */
  state: string;
}

/** All templates of a workspace: those that ship with Lathe and the user's own. */
export interface Shelf {
  all(): Promise<ReadonlyMap<string, Shelved>>;
  /** Fails with `templates.not-found`. */
  read(key: string): Promise<Template>;
  /** To be called after `all`. */
  likenesses: Pick<Likenesses, "of" | "to">;
  /** It was changed in this process: what is remembered of it is old. */
  forget(key: string): void;
}

export function createShelf(context: TemplateContext): Shelf {
  const { db, ports } = context;
  const shelved = new Map<string, Shelved>();
  const likenesses = new Likenesses();
  let loading: Promise<ReadonlyMap<string, Template>> | null = null;

  function put(template: Template, kept: Pick<Shelved, "isOwn" | "createdAt" | "state">): void {
    shelved.set(template.key, shelve(template, kept));
    likenesses.put(template.key, shinglesOf(contentText(template.content)));
  }
  function forget(key: string): void {
    shelved.delete(key);
    likenesses.remove(key);
  }
  function shipped(): Promise<ReadonlyMap<string, Template>> {
    loading ??= loadShipped(ports.log).then((all) => {
      for (const one of all) put(one, { isOwn: false, createdAt: null, state: "" });
      return new Map(all.map((one) => [one.key, one]));
    });
    return loading;
  }

  return {
    likenesses,
    forget,
    async all() {
      await shipped();
      const rows = new Map(listTemplates(db).map((row) => [row.key, row]));
      for (const [key, { isOwn }] of [...shelved]) if (isOwn && !rows.has(key)) forget(key);
      for (const row of rows.values()) {
        // Another process may have changed it.
        const state = JSON.stringify([row.updatedAt, row.name, row.contentHash]);
        if (shelved.get(row.key)?.state === state) continue;
        const own = readOwn(context, row.key);
        if (own !== null) put(own, { isOwn: true, createdAt: row.createdAt, state });
      }
      return shelved;
    },
    async read(key) {
      const found = (await shipped()).get(key) ?? readOwn(context, key);
      if (found === null) throw noSuchTemplate();
      return found;
    },
  };
}

/** null: there is none, or it was removed. One that cannot be read is told in the log and left out. */
export function readOwn({ db, ports }: TemplateContext, key: string): Template | null {
  const row = findTemplate(db, key);
  if (row === undefined || row.removedAt !== null) return null;
  const parsed = templateModel.safeParse({ ...parseJson(row.json), key, name: row.name });
  if (parsed.success) return parsed.data;
  ports.log("error", `The template ${key} in the workspace cannot be read: ${parsed.error.message}`);
  return null;
}

function parseJson(json: string): object {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

function shelve(
  { content, spec: _spec, suite, ...fields }: Template,
  kept: Pick<Shelved, "isOwn" | "createdAt" | "state">,
): Shelved {
  const written = readWrittenOut(content).content;
  const names = neededVariables(written).map(({ name }) => name);
  const texts = written.messages.map((message) => (message.role === "history" ? "" : message.template));
  return {
    fields,
    ...kept,
    variables: [...new Set([...names, ...content.variables.map(({ name }) => name)])],
    cases: suite?.cases.length ?? 0,
    checks:
      (suite?.checks.length ?? 0) + (suite?.cases ?? []).reduce((sum, one) => sum + one.checks.length, 0),
    words: textKey(
      [
        fields.name,
        fields.description,
        fields.useCase,
        fields.category.replaceAll("-", " "),
        ...fields.tags,
        ...texts,
      ].join("\n"),
    ),
  };
}

export const noSuchTemplate = (): LatheError =>
  new LatheError({
    code: "templates.not-found",
    message: "This template is not in the library; it may have been removed in another window.",
  });
