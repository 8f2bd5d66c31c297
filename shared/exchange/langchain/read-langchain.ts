import type { ImportFile } from "../../model/exchange.ts";
import { parseTemplate } from "../../text/template.ts";
import { historyName, Notes, refuseHuge, roleOf, textOfParts } from "../chat.ts";
import { finishedContent, foundPrompt } from "../finish.ts";
import { nameOfFile } from "../folder.ts";
import type { FormatReader, FoundPrompt } from "../found.ts";
import { peekJson } from "../peek.ts";
import {
  type Fields,
  fieldOf,
  isFields,
  type Json,
  listField,
  readJson,
  saysNothing,
  textField,
} from "../read-json.ts";
import { isCredential, type ReadSettings, readSettings, takeSchema } from "../settings.ts";
import { unreadable } from "../unreadable.ts";
import { isNode, isSecret, type Node, nameOfNode, nodeOf, providerOfNode, roleOfNode } from "./nodes.ts";
import { uniteTemplates, type WrittenText } from "./unite-templates.ts";

/**
 * Prompts as LangChain writes them (`dumps` of Python, `JSON.stringify` of JavaScript) and as LangSmith's hub answers them.
 * The file is read as plain data by the names of the classes: nothing is loaded, no class is made, no secret is asked for.
 */
export const langchainReader: FormatReader = {
  format: "langchain",
  recognise(file) {
    const root = peekJson(file);
    if (!isFields(root)) return 0;
    if (isNode(root) || isNode(fieldOf(root, "manifest")) || isNode(fieldOf(root, "object"))) return 1;
    return fieldOf(root, "_type") === "prompt" && typeof fieldOf(root, "template") === "string" ? 0.9 : 0;
  },
  read(file) {
    const root = readJson(file.text);
    if (!isFields(root)) throw unreadable("not-of-format", { format: "LangChain" });
    return { items: [new Reading().read(root, file)], wanted: [], used: [] };
  },
};

class Reading {
  readonly #notes = new Notes();
  readonly #messages: ({ role: "system" | "human" | "ai" } | { variable: string; optional: boolean })[] = [];
  readonly #written: WrittenText[] = [];
  readonly #defaults = new Map<string, string>();
  #settings: ReadSettings = { model: {}, tools: [], outputSchema: null };
  #hasPrompt = false;
  #name = "";

  read(root: Fields, file: ImportFile): FoundPrompt {
    const manifest = ["manifest", "object"].map((name) => fieldOf(root, name)).find(isNode);
    if (manifest !== undefined) this.#readWrapper(root);
    this.#take(manifest ?? root, "");
    if (!this.#hasPrompt) throw unreadable("not-of-format", { format: "LangChain" });
    refuseHuge(this.#written.map(({ text }) => text));
    const { templateFormat, texts, variables: known, asJson } = uniteTemplates(this.#written);
    for (const name of asJson) this.#notes.warn("value-as-json", { name });
    if (templateFormat === "jinja2") this.#notes.warn("syntax-kept", { syntax: "Jinja2" });
    const names = new Set<string>();
    for (const [index, text] of texts.entries()) {
      const { mentioned, problems } = parseTemplate(text, templateFormat);
      for (const name of mentioned) names.add(name);
      if (problems.length > 0) this.#notes.warn("template-unsafe", { message: index + 1 });
    }
    let next = 0;
    const messages = this.#messages.map((one) => {
      if ("role" in one) {
        next += 1;
        return { role: one.role, template: texts[next - 1] ?? "" };
      }
      const variable = historyName(one.variable, names);
      if (variable !== one.variable)
        this.#notes.warn("variable-renamed", { from: one.variable, to: variable });
      return { role: "history" as const, variable, optional: one.optional };
    });
    const content = finishedContent({ templateFormat, messages, variables: known, ...this.#settings });
    const variables = content.variables.map((variable) => {
      const value = this.#defaults.get(variable.name);
      this.#defaults.delete(variable.name);
      return value === undefined ? variable : { ...variable, default: value };
    });
    for (const name of this.#defaults.keys())
      this.#notes.lose("unknown-field", { field: `partial_variables.${name.slice(0, 60)}` });
    return foundPrompt(
      { name: this.#name || nameOfFile(file.path), content: { ...content, variables } },
      this.#notes,
    );
  }

  #readWrapper(root: Fields): void {
    const names = ["repo", "repo_handle", "prompt_name", "name"];
    this.#name = names.map((name) => textField(root, name)).find((name) => name !== "") ?? "";
    const known = new Set([
      ...names,
      ..."manifest object owner commit_hash created_at created_by prompt_id".split(" "),
    ]);
    for (const [name, value] of Object.entries(root))
      if (!known.has(name) && !saysNothing(value))
        this.#notes.lose("unknown-field", { field: name.slice(0, 80) });
  }

  #take(value: Json, where: string): void {
    const node = nodeOf(value);
    if (isFields(value) && fieldOf(value, "_type") === "prompt") this.#takeTemplate("human", value, where);
    else if (node === null) this.#leaveOut(value, where);
    else if (node.tail === "ChatPromptTemplate" || node.tail === "StructuredPrompt")
      this.#takeChat(node, where);
    else if (node.tail === "PromptTemplate") this.#takeTemplate("human", value, where);
    else if (node.tail === "RunnableSequence" || node.tail === "PromptPlayground")
      this.#takeSequence(node, where);
    else if (node.tail === "RunnableBinding") this.#takeBinding(node, where);
    else if (providerOfNode(node) !== null) this.#takeModel(node);
    else this.#leaveOut(value, where);
  }

  #leaveOut(value: Json, where: string): void {
    if (isSecret(value)) this.#notes.lose("credential-dropped", { field: where || "secret" });
    else this.#notes.lose("node-left-out", { id: nameOfNode(value), where: where || "manifest" });
  }

  #takeSequence({ kwargs }: Node, where: string): void {
    const steps: [string, Json][] = [
      ["first", fieldOf(kwargs, "first")],
      ...listField(kwargs, "middle").map((one, index): [string, Json] => [`middle[${index}]`, one]),
      ["last", fieldOf(kwargs, "last")],
    ];
    for (const [name, step] of steps) if (step !== null) this.#take(step, joined(where, name));
    this.#takeName(kwargs);
    this.#tellRest(kwargs, ["first", "middle", "last", "metadata"], where);
  }

  #takeBinding({ kwargs }: Node, where: string): void {
    const bound = fieldOf(kwargs, "bound");
    if (bound !== null) this.#take(bound, joined(where, "bound"));
    const given = fieldOf(kwargs, "kwargs");
    if (isFields(given)) this.#addSettings(given, "openai");
    this.#tellRest(kwargs, ["bound", "kwargs"], where);
  }

  #takeModel(node: Node): void {
    const { model_kwargs: more, ...kwargs } = node.kwargs;
    this.#addSettings({ ...kwargs, ...(isFields(more) ? more : {}) }, providerOfNode(node) ?? "openai");
  }

  #addSettings(fields: Fields, provider: string): void {
    const plain: Fields = {};
    for (const [name, value] of Object.entries(fields)) {
      if (isSecret(value) || isCredential(name)) this.#notes.lose("credential-dropped", { field: name });
      else if (!saysNothing(value)) plain[name] = value;
    }
    const read = readSettings(plain, { provider, notes: this.#notes });
    this.#settings = {
      model: { ...this.#settings.model, ...read.model },
      tools: [...this.#settings.tools, ...read.tools],
      outputSchema: read.outputSchema ?? this.#settings.outputSchema,
    };
  }

  #takeChat({ tail, kwargs }: Node, where: string): void {
    this.#hasPrompt = true;
    const messages = listField(kwargs, "messages");
    for (const [index, message] of messages.entries())
      this.#takeMessage(message, joined(where, `messages[${index}]`), index + 1);
    if (tail === "StructuredPrompt") {
      const schema = [fieldOf(kwargs, "schema_"), fieldOf(kwargs, "schema")].find(isFields);
      if (schema !== undefined) takeSchema(unwrapped(schema), this.#settings, this.#notes);
    }
    this.#takePartials(kwargs);
    this.#takeName(kwargs);
    const known =
      "messages input_variables optional_variables input_types partial_variables metadata schema_ schema";
    this.#tellRest(kwargs, `${known} template_format validate_template`.split(" "), where);
  }

  /** The hub writes into the metadata under which name it keeps the prompt. */
  #takeName(kwargs: Fields): void {
    const metadata = fieldOf(kwargs, "metadata");
    if (isFields(metadata)) this.#name ||= textField(metadata, "lc_hub_repo");
  }

  #takeMessage(value: Json, where: string, message: number): void {
    const node = nodeOf(value);
    if (node?.tail === "MessagesPlaceholder") {
      const optional = fieldOf(node.kwargs, "optional") === true;
      this.#messages.push({ variable: textField(node.kwargs, "variable_name"), optional });
      this.#tellRest(node.kwargs, ["variable_name", "optional"], where);
      return;
    }
    const role = node === null ? null : (roleOfNode(node) ?? this.#namedRole(node, message));
    if (node === null || role === null) this.#leaveOut(value, where);
    else if (role.isFixed) {
      const text = textOfParts(fieldOf(node.kwargs, "content"), message, this.#notes);
      this.#push(role.role, { format: null, text });
      const calls = fieldOf(node.kwargs, "tool_calls");
      if (!saysNothing(calls)) this.#notes.lose("calls-left-out", { message });
      this.#tellRest(node.kwargs, "role content type tool_calls additional_kwargs".split(" "), where);
    } else {
      const prompt = fieldOf(node.kwargs, "prompt");
      if (Array.isArray(prompt)) this.#takeParts(role.role, prompt, where);
      else this.#takeTemplate(role.role, prompt, where);
      this.#tellRest(node.kwargs, "prompt role additional_kwargs".split(" "), where);
    }
  }

  /** A message may have a role of its own name. */
  #namedRole({ tail, kwargs }: Node, message: number): ReturnType<typeof roleOfNode> {
    if (tail !== "ChatMessage" && tail !== "ChatMessagePromptTemplate") return null;
    const name = textField(kwargs, "role");
    const role = roleOf(name);
    if (role === null)
      this.#notes.warn("role-changed", { message, role: name.slice(0, 60) || "?", taken: "user" });
    return { role: role ?? "human", isFixed: tail === "ChatMessage" };
  }

  /** Texts and images of one message. */
  #takeParts(role: "system" | "human" | "ai", parts: readonly Json[], where: string): void {
    const texts = parts.flatMap((part, index) => this.#templateIn(part, `${where}.prompt[${index}]`) ?? []);
    const [first] = texts;
    if (first !== undefined && texts.every(({ format }) => format === first.format))
      this.#push(role, { ...first, text: texts.map(({ text }) => text).join("\n") });
    else for (const text of texts) this.#push(role, text);
  }

  #takeTemplate(role: "system" | "human" | "ai", value: Json, where: string): void {
    const text = this.#templateIn(value, where);
    if (text !== null) this.#push(role, text);
  }

  /** null: it is no template of a text, which was told. */
  #templateIn(value: Json, where: string): WrittenText | null {
    const node = nodeOf(value);
    const kwargs =
      node?.tail === "PromptTemplate" ? node.kwargs : isFields(value) && node === null ? value : null;
    const text = kwargs === null ? null : fieldOf(kwargs, "template");
    if (kwargs === null || typeof text !== "string") {
      this.#leaveOut(value, where);
      return null;
    }
    this.#hasPrompt = true;
    const format = textField(kwargs, "template_format") || "f-string";
    const isKnown = format === "f-string" || format === "mustache" || format === "jinja2";
    if (!isKnown) this.#notes.lose("value-left-out", { field: `${where}.template_format` });
    this.#takePartials(kwargs);
    this.#takeName(kwargs);
    const known = "template template_format input_variables optional_variables input_types partial_variables";
    this.#tellRest(kwargs, `${known} validate_template schema metadata _type`.split(" "), where);
    return { format: isKnown ? format : null, text };
  }

  #push(role: "system" | "human" | "ai", text: WrittenText): void {
    this.#messages.push({ role });
    this.#written.push(text);
  }

  /** A value that was filled in beforehand is a default. */
  #takePartials(kwargs: Fields): void {
    const partials = fieldOf(kwargs, "partial_variables");
    if (!isFields(partials)) return;
    for (const [name, value] of Object.entries(partials)) {
      if (typeof value === "string") this.#defaults.set(name, value);
      else if (!saysNothing(value))
        this.#notes.lose("value-left-out", { field: `partial_variables.${name.slice(0, 60)}` });
    }
  }

  #tellRest(kwargs: Fields, known: readonly string[], where: string): void {
    for (const [name, value] of Object.entries(kwargs)) {
      if (known.includes(name) || saysNothing(value)) continue;
      const field = joined(where, name.slice(0, 80));
      if (isSecret(value) || isCredential(name)) this.#notes.lose("credential-dropped", { field });
      else this.#notes.lose("unknown-field", { field });
    }
  }
}

const joined = (where: string, name: string): string => (where === "" ? name : `${where}.${name}`);

/** A function's description, of which the parameters are the schema. */
function unwrapped(schema: Fields): Json {
  const parameters = fieldOf(schema, "parameters");
  const isFunction = typeof fieldOf(schema, "name") === "string" && isFields(parameters);
  return isFunction && fieldOf(schema, "type") === null ? parameters : schema;
}
