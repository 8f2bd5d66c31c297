import { load } from "@langchain/core/load";
import type { ChatPromptTemplate } from "@langchain/core/prompts";
import type { RunnableBinding, RunnableSequence } from "@langchain/core/runnables";
import { describe, expect, it } from "vitest";
import { arbitraryContent } from "../../../tests/support/arbitrary-content.ts";
import { codesOf, onlyPrompt, readText, sourceOf } from "../../../tests/support/exchange-round-trip.ts";
import fc from "../../../tests/support/property.ts";
import { promptContent } from "../../model/content.ts";
import { langchainReader } from "./read-langchain.ts";
import { writeLangchain } from "./write-langchain.ts";

const node = (path: string, kwargs: object) => ({ lc: 1, type: "constructor", id: path.split("/"), kwargs });
const template = (text: string, format = "f-string", more: object = {}) =>
  node("langchain/prompts/prompt/PromptTemplate", {
    input_variables: [],
    template: text,
    template_format: format,
    ...more,
  });
const said = (role: string, prompt: unknown) =>
  node(`langchain/prompts/chat/${role}MessagePromptTemplate`, { prompt });
const chat = (messages: unknown[], more: object = {}) =>
  node("langchain/prompts/chat/ChatPromptTemplate", { input_variables: [], messages, ...more });
const read = (manifest: unknown) => onlyPrompt(readText(langchainReader, JSON.stringify(manifest)));
const shown = (manifest: unknown) => {
  const { content } = read(manifest);
  return { format: content.templateFormat, messages: content.messages };
};

describe("an exported manifest", () => {
  it.each(["f-string", "mustache"] as const)(
    "is loaded by LangChain itself and gives the messages that Lathe sends (%s)",
    async (format) => {
      const { formatPrompt } = await import("../../../electron/core/prompts/format-prompt.ts");
      await fc.assert(
        fc.asyncProperty(
          arbitraryContent(format, { withHistory: true, withDefaults: true }),
          fc.string(),
          async (made, value) => {
            // The prompt alone: LangChain's models are no part of its core.
            const content = { ...made, model: {}, tools: [], outputSchema: null };
            const values = Object.fromEntries([
              ...content.variables.flatMap(({ name, default: one }) =>
                one === undefined ? [[name, `${value} {${name}} {{x}}`]] : [],
              ),
              ...content.messages.flatMap((one) =>
                one.role === "history" ? [[one.variable, [{ role: "ai", content: "before" }]]] : [],
              ),
            ]);
            const text = writeLangchain(sourceOf(content)).files[0]?.text ?? "";
            const loaded = await load<ChatPromptTemplate>(text, { secretsMap: {} });
            const histories = Object.fromEntries(
              content.messages.flatMap((one) =>
                one.role === "history" ? [[one.variable, [["ai", "before"]]]] : [],
              ),
            );
            const messages = await loaded.formatMessages({ ...values, ...histories });
            expect(messages.map((one) => ({ role: one.getType(), content: one.content }))).toEqual(
              await formatPrompt(content, values),
            );
          },
        ),
        { numRuns: 40 },
      );
    },
  );

  it("names model, tools and form of the reply and holds no key", () => {
    const content = promptContent.parse({
      messages: [{ role: "human", template: "Hi" }],
      model: {
        model: "anthropic/claude-sonnet-4",
        temperature: 0.2,
        stop: ["x"],
        responseFormat: "json-schema",
      },
      tools: [{ name: "f", parameters: { type: "object" } }],
      outputSchema: { type: "object" },
    });
    const text = writeLangchain(sourceOf(content)).files[0]?.text ?? "";
    expect(text).not.toMatch(/secret|api_key/i);
    expect(read(JSON.parse(text)).content).toEqual({
      ...content,
      // Bound to a call, a model is not named again: it is the one of the class.
      model: { ...content.model, model: "anthropic/claude-sonnet-4" },
    });
  });

  it("with a model and tools is loaded by LangChain as prompt and bound model", async () => {
    const { ChatOpenAI } = await import("@langchain/openai");
    const content = promptContent.parse({
      messages: [{ role: "human", template: "Hi {x}" }],
      model: { model: "openai/gpt-4o", temperature: 0.2, maxTokens: 5, stop: ["x"] },
      tools: [{ name: "f", parameters: { type: "object" } }],
    });
    const { text } = writeLangchain(sourceOf(content)).files[0] ?? { text: "" };
    class Keyless extends ChatOpenAI {
      constructor(fields: object) {
        super({ ...fields, apiKey: "of-the-one-who-loads-it" });
      }
    }
    const importMap = { chat_models__openai: { ChatOpenAI: Keyless } };
    const loaded = await load<RunnableSequence>(text, { secretsMap: {}, importMap });
    const [prompt, bound] = loaded.steps as [ChatPromptTemplate, RunnableBinding<unknown, unknown>];
    expect((await prompt.formatMessages({ x: "you" })).map((one) => one.content)).toEqual(["Hi you"]);
    expect(bound.bound).toMatchObject({ model: "gpt-4o", temperature: 0.2, maxTokens: 5 });
    expect(bound.kwargs ?? bound.config).toMatchObject({ stop: ["x"], tools: [{ function: { name: "f" } }] });
  });

  it("is refused where a template has no meaning here, and not written half", () => {
    const broken = promptContent.parse({ messages: [{ role: "human", template: "Hi {a.b}" }] });
    expect(() => writeLangchain(sourceOf(broken))).toThrow("{a.b}");
    const foreign = promptContent.parse({
      templateFormat: "handlebars",
      messages: [{ role: "human", template: "{{#if a}}x{{/if}}" }],
    });
    expect(() => writeLangchain(sourceOf(foreign))).toThrow("Handlebars");
  });
});

it("an export to LangChain says which variables keep their default, and which keep their name only", () => {
  const content = promptContent.parse({
    messages: [{ role: "human", template: "{a} {b} {c}" }],
    variables: [
      { name: "a", default: "x", description: "d" },
      { name: "b", type: "number", default: 3 },
      { name: "c" },
    ],
  });
  const { losses } = writeLangchain(sourceOf(content));
  expect(losses.map(({ code, params }) => [code, params.names])).toEqual([
    ["variables-not-held", "b"],
    ["types-not-held", "a"],
  ]);
});

describe("a manifest of somebody else", () => {
  it("of Python gives its messages, its conversation, and its partial values as defaults", () => {
    const manifest = chat(
      [
        said("System", template("You are {role}.", "f-string", { partial_variables: { role: "a cook" } })),
        node("langchain/prompts/chat/MessagesPlaceholder", { variable_name: "past", optional: true }),
        node("langchain/schema/messages/AIMessage", {
          content: 'A literal {"x": 1}',
          type: "ai",
          tool_calls: [],
        }),
        said("Human", [template("Cook {dish}"), node("langchain/prompts/image/ImagePromptTemplate", {})]),
      ],
      { partial_variables: {}, metadata: { lc_hub_repo: "chef", lc_hub_owner: "me" } },
    );
    const { name, content, losses } = read(manifest);
    expect(name).toBe("chef");
    expect(content.messages).toEqual([
      { role: "system", template: "You are {role}." },
      { role: "history", variable: "past", optional: true },
      { role: "ai", template: 'A literal {{"x": 1}}' },
      { role: "human", template: "Cook {dish}" },
    ]);
    expect(content.variables).toEqual([
      { name: "role", type: "text", default: "a cook" },
      { name: "dish", type: "text" },
    ]);
    expect(codesOf(losses)).toEqual(["node-left-out"]);
  });

  it("of the hub gives the model's settings, and neither key, address, header nor parser", () => {
    const manifest = {
      prompt_name: "greet",
      commit_hash: "abc",
      manifest: node("langsmith/playground/PromptPlayground", {
        first: node("langchain_core/prompts/structured/StructuredPrompt", {
          messages: [said("Human", template("Hi {x}"))],
          schema_: { title: "T", type: "object", properties: {} },
        }),
        middle: [node("langchain/schema/output_parser/StrOutputParser", {})],
        last: node("langchain/schema/runnable/RunnableBinding", {
          bound: node("langchain/chat_models/openai/ChatOpenAI", {
            model: "gpt-4o",
            temperature: 0.3,
            openai_api_key: { lc: 1, type: "secret", id: ["OPENAI_API_KEY"] },
            openai_api_base: "http://127.0.0.1:1/evil",
            default_headers: { Authorization: "Bearer sk-live" },
            base_url: "http://evil",
            n: 1,
          }),
          kwargs: { tools: [{ type: "function", function: { name: "f", parameters: { type: "object" } } }] },
        }),
      }),
    };
    const { content, losses } = read(manifest);
    expect(content.model).toEqual({
      model: "openai/gpt-4o",
      temperature: 0.3,
      responseFormat: "json-schema",
    });
    expect(content.tools.map(({ name }) => name)).toEqual(["f"]);
    expect(JSON.stringify(content)).not.toMatch(/evil|sk-live|OPENAI/);
    expect(losses.map(({ params }) => params.field ?? params.id).sort()).toEqual(
      ["StrOutputParser", "base_url", "default_headers", "n", "openai_api_base", "openai_api_key"].sort(),
    );
  });

  it("keeps what reaches into values as it is, marked, and never turns it into a variable", () => {
    const { content, warnings } = read(chat([said("Human", template("{x.__class__} {y[0]}"))]));
    expect(content.messages).toEqual([{ role: "human", template: "{x.__class__} {y[0]}" }]);
    expect(content.variables).toEqual([]);
    expect(codesOf(warnings)).toEqual(["template-unsafe"]);
  });

  it("in several syntaxes becomes one prompt that says the same", () => {
    const plain = said("System", template("Use {{braces}} and {{x}}.", "mustache"));
    expect(shown(chat([plain, said("Human", template("{q} as {{json}}"))]))).toEqual({
      format: "f-string",
      messages: [
        { role: "system", template: "Use {braces} and {x}." },
        { role: "human", template: "{q} as {{json}}" },
      ],
    });
    const sections = said("System", template("{{#x}}y{{/x}}", "mustache"));
    expect(shown(chat([sections, said("Human", template("{q}"))]))).toEqual({
      format: "mustache",
      messages: [
        { role: "system", template: "{{#x}}y{{/x}}" },
        { role: "human", template: "{{q}}" },
      ],
    });
  });

  it("in Jinja2 is converted with its neighbours where that says the same, and is kept as it is otherwise", () => {
    const fixed = node("langchain/schema/messages/SystemMessage", { content: "Not {{ a }} variable" });
    const conditional = said("Human", template("{% if a %}x{% endif %}", "jinja2"));
    expect(shown(chat([fixed, conditional])).format).toBe("jinja2");
    expect(shown(chat([said("System", template("As {q}")), conditional]))).toEqual({
      format: "mustache",
      messages: [
        { role: "system", template: "As {{q}}" },
        { role: "human", template: "{{#a}}x{{/a}}" },
      ],
    });
    const filtered = read(chat([said("Human", template("{{ a | upper }}", "jinja2"))]));
    expect([filtered.content.templateFormat, codesOf(filtered.warnings)]).toEqual([
      "jinja2",
      ["syntax-kept"],
    ]);
  });

  it("has a message of several parts as one, and takes a role of another name for the user's", () => {
    const parts = said("Human", [
      template("Look at {q}"),
      node("langchain_core/prompts/image/ImagePromptTemplate", { template: { url: "{u}" } }),
      template("and say why."),
    ]);
    const critic = node("langchain_core/prompts/chat/ChatMessagePromptTemplate", {
      role: "critic",
      prompt: template("Judge {q}"),
    });
    const { content, losses, warnings } = read(chat([parts, critic]));
    expect(content.messages).toEqual([
      { role: "human", template: "Look at {q}\nand say why." },
      { role: "human", template: "Judge {q}" },
    ]);
    expect([codesOf(losses), codesOf(warnings)]).toEqual([["node-left-out"], ["role-changed"]]);
  });

  it("is named as the hub keeps it, else by its file and not by its folder", () => {
    const hub = { metadata: { lc_hub_repo: "react", lc_hub_owner: "o" } };
    expect(read(template("{q}", "f-string", hub)).name).toBe("react");
    const sequence = node("langchain/schema/runnable/RunnableSequence", { first: template("{q}"), ...hub });
    expect([read(sequence).name, read(sequence).losses]).toEqual(["react", []]);
    const [plain] = readText(langchainReader, JSON.stringify(template("{q}")), "prompts/reply.v2.json");
    expect(plain?.name).toBe("reply.v2");
  });

  it("without a prompt in it is told, and what it is instead", () => {
    expect(() => read({ lc: 1, type: "secret", id: ["OPENAI_API_KEY"] })).toThrow("LangChain");
    expect(() => read(node("os/system", { command: "touch /tmp/x" }))).toThrow("LangChain");
    const { losses } = read(chat([said("Human", template("x")), node("langchain/tools/ShellTool", {})]));
    expect(losses.map(({ params }) => params.id)).toEqual(["ShellTool"]);
  });
});
