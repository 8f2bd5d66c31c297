import { modelRef } from "../../model/content.ts";
import type { InertCode } from "../../model/exchange.ts";
import type { Notes } from "../chat.ts";
import { readDocument } from "../front-matter.ts";
import { type Fields, fieldOf, isFields, type Json, textField, textsOf } from "../read-json.ts";
import type { References } from "../references.ts";
import { type ReadSettings, readSettings } from "../settings.ts";
import type { FewNotes } from "./few-notes.ts";

export interface FoundProvider {
  id: string;
  label: string;
  /** null: no model that a request could name. */
  model: string | null;
  config: Fields;
  /** Of which prompts, by label or id; empty: of all. */
  prompts: string[];
}

/** Programs and addresses that stand where a provider may: nothing of the sort is ever called. */
const custom =
  /^(?:file|exec|python|golang|go|ruby|package|https?|wss?|webhook|browser|mcp|sequence|promptfoo|echo|manual-input|simulated-user)(?::|$)|\.(?:c|m)?[jt]s$|\.(?:py|rb|go)$/i;

const modes = new Set(
  "chat completion messages responses embedding embeddings moderation image realtime assistant speech transcription".split(
    " ",
  ),
);
const names: Record<string, string> = { azureopenai: "azure" };

/** `openai:chat:gpt-4o` as `openai/gpt-4o`; null: it names no model. */
export function modelOf(id: string): string | null {
  if (custom.test(id)) return null;
  const [written = "", ...rest] = id.split(":");
  const [mode] = rest;
  const model = (mode !== undefined && modes.has(mode) ? rest.slice(1) : rest).join(":");
  const provider = Object.hasOwn(names, written) ? (names[written] ?? written) : written;
  const ref = modelRef.safeParse(`${provider}/${model}`);
  return model !== "" && ref.success ? ref.data : null;
}

/** What promptfoo calls it. */
export function providerId(provider: string, model: string): string {
  const mode: Record<string, string> = {
    openai: "chat:",
    azure: "chat:",
    anthropic: "messages:",
    ollama: "chat:",
  };
  const written = Object.hasOwn(mode, provider)
    ? mode[provider]
    : modes.has(model.split(":")[0] ?? "")
      ? "chat:"
      : "";
  return `${provider}:${written}${model}`;
}

export function readProviders(
  value: Json,
  references: References,
  notes: FewNotes,
  isNested = false,
): FoundProvider[] {
  const list = Array.isArray(value) ? value : value === null ? [] : [value];
  return list.flatMap((item, index): FoundProvider[] => {
    const where = `providers[${index}]`;
    if (typeof item === "string" && !isNested && /^file:\/\/.+\.(?:ya?ml|json)$/i.test(item)) {
      const file = references.find(item, notes);
      return file === undefined ? [] : readProviders(readDocument(file), references, notes, true);
    }
    const found = readProvider(item, notes, where);
    if (found === undefined) {
      notes.lose("value-left-out", { field: where });
      return [];
    }
    if (custom.test(found.id) && found.id !== "echo") {
      notes.keep({ where, language: languageOf(found.id), text: found.id });
    }
    return [found];
  });
}

export function languageOf(text: string): InertCode["language"] {
  if (/^exec:/i.test(text)) return "command";
  if (/^python:|\.py(?::|$)/i.test(text)) return "python";
  if (/\.[cm]?[jt]sx?(?::|$)/i.test(text)) return "javascript";
  return "other";
}

const knownFields = new Set(["id", "label", "config", "prompts", "provider"]);

function readProvider(item: Json, notes: Notes, where: string): FoundProvider | undefined {
  if (typeof item === "string") return { id: item, label: "", model: modelOf(item), config: {}, prompts: [] };
  if (!isFields(item)) return undefined;
  const [first] = Object.entries(item);
  // `{"openai:gpt-4o": {config: …}}`: the name is the key.
  const isNamed = !Object.hasOwn(item, "id") && first !== undefined && Object.keys(item).length === 1;
  if (isNamed && isFields(first[1])) return readProvider({ id: first[0], ...first[1] }, notes, where);
  // In a file of providers `id` may be a name of one's own, and `provider` what it stands for.
  const named = textField(item, "provider");
  const id = named.includes(":") ? named : textField(item, "id") || textField(item, "label");
  if (id === "") return undefined;
  for (const name of Object.keys(item))
    if (!knownFields.has(name)) notes.lose("unknown-field", { field: `${where}.${name}`.slice(0, 120) });
  const config = fieldOf(item, "config");
  return {
    id,
    label: textField(item, "label") || (named === "" ? "" : textField(item, "id")),
    model: modelOf(id),
    config: isFields(config) ? config : {},
    prompts: textsOf(fieldOf(item, "prompts")),
  };
}

/** A prompt has one model here: that of the first provider that is for it. */
export function settingsFor(
  providers: readonly FoundProvider[],
  { label, id, config }: { label: string; id: string; config: Fields },
  resolve: (value: Json) => Json,
  notes: Notes,
): ReadSettings {
  const fitting = providers.filter(
    ({ prompts }) => prompts.length === 0 || prompts.includes(label) || prompts.includes(id),
  );
  const first = fitting.find(({ model }) => model !== null) ?? fitting[0];
  const others = fitting.flatMap((one) => (one === first ? [] : [one.label || one.id]));
  if (others.length > 0) notes.lose("models-left-out", { models: others.join(", ").slice(0, 500) });
  const fields: Fields = { ...first?.config, ...config };
  const resolved = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, resolve(value)]));
  const read = readSettings(resolved, { provider: "openai", known: ["model"], notes });
  if (first?.model !== undefined && first.model !== null) {
    read.model.model = first.model;
    notes.warn("model-taken", { model: first.id, taken: first.model });
  }
  return read;
}
