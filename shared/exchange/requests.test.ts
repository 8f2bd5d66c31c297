import { describe, expect, it } from "vitest";
import { codesOf, onlyPrompt, readText } from "../../tests/support/exchange-round-trip.ts";
import type { ImportFormat } from "../model/exchange.ts";
import { anthropicReader } from "./anthropic/read-anthropic.ts";
import { datasetReader } from "./dataset/read-dataset.ts";
import { mlflowReader } from "./mlflow/read-mlflow.ts";
import { openaiReader } from "./openai/read-openai.ts";
import { textReader } from "./plain/read-text.ts";
import { readerOf } from "./recognise.ts";

const openai = (request: unknown) => onlyPrompt(readText(openaiReader, JSON.stringify(request)));
const shown = ({ content }: ReturnType<typeof openai>) => [
  content.templateFormat,
  ...content.messages.map((one) => (one.role === "history" ? one.variable : `${one.role}: ${one.template}`)),
];

describe("a file", () => {
  const forms: [ImportFormat | null, string, unknown][] = [
    ["openai", "a.json", { model: "gpt-4o", messages: [{ role: "user", content: "x" }] }],
    ["openai", "a.json", [{ role: "user", content: "x" }]],
    ["openai", "a.json", { model: "m", instructions: "Be brief.", input: "x" }],
    ["openai", "a.json", { model: "gpt-3.5-turbo-instruct", prompt: "Hi {x}" }],
    ["dataset", "a.jsonl", '{"model":"text-embedding-3-small","input":"x"}\n'],
    [
      "openai",
      "b.jsonl",
      '{"custom_id":"1","body":{"messages":[{"role":"user","content":"x"}]}}\n{"body":{}}',
    ],
    ["anthropic", "a.json", { model: "claude-sonnet-4", messages: [{ role: "user", content: "x" }] }],
    ["anthropic", "a.json", { system: "S", messages: [{ role: "user", content: "x" }] }],
    ["mlflow", "a.json", { name: "x", version: 3, template: "Hi {{x}}", commit_message: "c" }],
    ["langfuse", "a.json", { name: "x", prompt: "Hi", labels: [] }],
    ["lathe", "a.json", { messages: [{ role: "human", template: "x" }] }],
    ["dataset", "a.json", [{ input: "x", expectedOutput: "y" }]],
    ["dataset", "a.jsonl", '{"inputs":{"q":1},"outputs":{"a":2}}\n{"inputs":{"q":2}}'],
    ["dataset", "a.csv", "question,expected\nx,y\n"],
    ["dataset", "a.json", { schema: "lathe.suite/1", name: "S", cases: [] }],
    ["text", "a.md", "Hi"],
    [null, "a.py", "import os"],
    [null, "a.json", { some: "thing" }],
    [null, "package-lock.json", { name: "x", lockfileVersion: 3 }],
  ];
  it.each(forms)("is taken for %s by what stands in it: %s", (format, path, value) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    expect(readerOf({ path, text })?.format ?? null).toBe(format);
  });
});

describe("a request to OpenAI", () => {
  it("gives its messages, with everything that is no text left out and told", () => {
    const read = openai({
      messages: [
        { role: "developer", content: "Be brief." },
        {
          role: "user",
          name: "ann",
          content: [
            { type: "text", text: "See" },
            { type: "image_url", image_url: {} },
          ],
        },
        { role: "assistant", content: null, tool_calls: [{ id: "1" }] },
        { role: "tool", tool_call_id: "1", content: "42" },
        { role: "assistant", content: "It is 42." },
      ],
      model: "gpt-4o",
      max_completion_tokens: 10,
      stop: "END",
      temperature: 9,
      tool_choice: "auto",
      stream: true,
      response_format: { type: "json_schema", json_schema: { name: "r", schema: { type: "object" } } },
    });
    expect(shown(read)).toEqual(["f-string", "system: Be brief.", "human: See", "ai: It is 42."]);
    expect(read.content.model).toEqual({
      model: "openai/gpt-4o",
      maxTokens: 10,
      stop: ["END"],
      responseFormat: "json-schema",
    });
    expect(read.losses.map(({ code, params }) => `${code} ${Object.values(params).join(" ")}`)).toEqual([
      "unknown-field messages[1].name",
      "part-left-out image_url 2",
      "calls-left-out 3",
      "message-left-out 4 tool",
      "value-left-out temperature",
      "unknown-field tool_choice",
      "unknown-field stream",
      "unknown-field json_schema.name",
    ]);
  });

  it("of the Responses API gives instructions, input and form of the reply", () => {
    const read = openai({
      model: "gpt-5",
      instructions: "Be kind.",
      input: [
        { role: "user", content: [{ type: "input_text", text: "Hi {{name}}" }] },
        { type: "function_call", name: "f", arguments: "{}" },
      ],
      text: { format: { type: "json_object" }, verbosity: "low" },
      tools: [{ type: "function", name: "f", parameters: { type: "object" } }, { type: "web_search" }],
    });
    expect(shown(read)).toEqual(["mustache", "system: Be kind.", "human: Hi {{name}}"]);
    expect([read.content.model.responseFormat, read.content.tools.map(({ name }) => name)]).toEqual([
      "json",
      ["f"],
    ]);
    expect(codesOf(read.losses)).toEqual(["message-left-out", "unknown-field", "value-left-out"]);
  });

  it("keeps braces as the text they are, unless all of them are placeholders", () => {
    const messages = (content: string) => openai({ messages: [{ role: "user", content }] });
    expect(shown(messages('Return {"a": 1}'))).toEqual(["mustache", 'human: Return {"a": 1}']);
    expect(shown(messages("Translate {text}."))).toEqual(["f-string", "human: Translate {text}."]);
    expect(shown(messages('{{ x }} in {"a": {"b": 1}}'))).toEqual([
      "mustache",
      'human: {{ x }} in {"a": {"b": 1}}',
    ]);
    expect(shown(messages("{{#if x}}y{{/if}}"))).toEqual(["f-string", "human: {{{{#if x}}}}y{{{{/if}}}}"]);
    expect(codesOf(messages("Translate {text}.").warnings)).toEqual(["placeholders-read"]);
  });

  it("of many lines gives one prompt for each, and that only names one at OpenAI says what to do", () => {
    const lines = ["a", "b"]
      .map((content) => JSON.stringify({ messages: [{ role: "user", content }] }))
      .join("\n");
    expect(readText(openaiReader, lines, "set.jsonl").map(({ name }) => name)).toEqual(["set 1", "set 2"]);
    expect(() => readText(openaiReader, `${lines}\nno json`, "set.jsonl")).toThrow("Row 3");
    expect(() => openai({ prompt: { id: "pmpt_1" } })).toThrow("pmpt_1");
  });
});

it("a request to Anthropic has its system text apart, and cached parts are its text", () => {
  const read = onlyPrompt(
    readText(
      anthropicReader,
      JSON.stringify({
        model: "claude-sonnet-4",
        max_tokens: 100,
        stop_sequences: ["x"],
        system: [{ type: "text", text: "You are {{role}}.", cache_control: { type: "ephemeral" } }],
        messages: [
          { role: "user", content: "Hi" },
          { role: "assistant", content: "{" },
        ],
        tools: [{ name: "f", description: "d", input_schema: { type: "object" } }],
        metadata: { user_id: "1" },
      }),
    ),
  );
  expect(shown(read)).toEqual(["mustache", "system: You are {{role}}.", "human: Hi", "ai: {"]);
  expect(read.content.model).toEqual({ model: "anthropic/claude-sonnet-4", maxTokens: 100, stop: ["x"] });
  expect(read.content.tools).toEqual([{ name: "f", description: "d", parameters: { type: "object" } }]);
  expect(read.losses.map(({ params }) => params.field)).toEqual(["system.cache_control", "metadata"]);
});

it("a message that was nothing but results and pictures is gone, and not an empty one", () => {
  const messages = [
    { role: "user", content: "Look." },
    { role: "user", content: [{ type: "tool_result", content: "1" }, { type: "image" }] },
  ];
  const read = onlyPrompt(readText(anthropicReader, JSON.stringify({ system: "S", messages })));
  expect(shown(read)).toEqual(["f-string", "system: S", "human: Look."]);
  expect(codesOf(read.losses)).toEqual(["part-left-out", "part-left-out"]);
});

it("a tool that takes a text by a grammar is none that takes fields", () => {
  const tools = [{ type: "custom", name: "run", format: { type: "grammar" } }];
  const read = openai({ model: "gpt-5", input: "x", tools });
  expect([read.content.tools, codesOf(read.losses)]).toEqual([[], ["value-left-out"]]);
  const own = [{ type: "custom", name: "run", input_schema: { type: "object" }, cache_control: { a: 1 } }];
  const other = onlyPrompt(
    readText(anthropicReader, JSON.stringify({ system: "S", messages: [], tools: own })),
  );
  expect(other.content.tools.map(({ name }) => name)).toEqual(["run"]);
  expect(other.losses.map(({ params }) => params.field)).toEqual(["tools[0].cache_control"]);
});

it("a prompt of MLflow gives its tags, its message and the schema of the reply", () => {
  const read = onlyPrompt(
    readText(
      mlflowReader,
      JSON.stringify({
        name: "qa",
        version: 2,
        template: [{ role: "system", content: "Use {{ doc }}." }],
        commit_message: "Shorter",
        tags: { team: "a", production: "true", "mlflow.prompt.is_prompt": "true" },
        response_format: { type: "object" },
        creation_timestamp: 1,
      }),
    ),
  );
  expect([read.name, read.tags, read.message]).toEqual(["qa", ["team: a", "production"], "Shorter"]);
  expect(shown(read)).toEqual(["mustache", "system: Use {{ doc }}."]);
  expect([read.content.outputSchema, read.losses]).toEqual([{ type: "object" }, []]);
});

it("a version as MLflow's server answers it has messages, model and schema in tags", () => {
  const tag = (key: string, value: unknown) => ({
    key,
    value: typeof value === "string" ? value : JSON.stringify(value),
  });
  const version = {
    name: "qa",
    version: "2",
    description: "Shorter",
    current_stage: "None",
    tags: [
      tag("mlflow.prompt.text", [{ role: "user", content: "Sum up {{ text }}" }]),
      tag("_mlflow_prompt_type", "chat"),
      tag("_mlflow_prompt_model_config", { provider: "anthropic", model_name: "m", temperature: 0 }),
      tag("_mlflow_prompt_response_format", { type: "object" }),
    ],
  };
  const text = JSON.stringify({ model_version: version });
  expect(readerOf({ path: "a.json", text })?.format).toBe("mlflow");
  const read = onlyPrompt(readText(mlflowReader, text));
  expect(shown(read)).toEqual(["mustache", "human: Sum up {{ text }}"]);
  expect(read.content.model).toEqual({
    model: "anthropic/m",
    temperature: 0,
    responseFormat: "json-schema",
  });
  expect([read.message, read.description, read.losses]).toEqual(["Shorter", "", []]);
});

it("a prompt of MLflow with tags of Jinja2 is converted or kept as a whole, never by halves", () => {
  const mlflow = (template: string) =>
    onlyPrompt(readText(mlflowReader, JSON.stringify({ name: "x", template })));
  expect(shown(mlflow("Hi {% if name %}{{ name }}{% endif %}!"))).toEqual([
    "mustache",
    "human: Hi {{#name}}{{name}}{{/name}}!",
  ]);
  const kept = mlflow("{% for one in all %}{{ one | upper }}{% endfor %} {{ x }}");
  expect([kept.content.templateFormat, codesOf(kept.warnings)]).toEqual(["jinja2", ["syntax-kept"]]);
});

it("a file with a hundred thousand unknown fields is told of in one list that ends", () => {
  const unknown = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`field${index}`, 1]));
  const { losses } = openai({ messages: [{ role: "user", content: "x" }], ...unknown });
  expect([losses.length, losses.at(-1)?.code, losses.at(-1)?.params.count]).toEqual([
    301,
    "more-notes",
    99_700,
  ]);
});

describe("a data set", () => {
  it.each([
    ["LangSmith", '{"inputs":{"q":"x"},"outputs":{"answer":"y"}}\n', { q: "x" }],
    ["Langfuse", '{"input":{"q":"x"},"expectedOutput":"y","metadata":{"a":1}}\n', { q: "x" }],
    ["Langfuse, with a text as input", '{"input":"x","expectedOutput":"y"}\n', { input: "x" }],
    ["a sheet", "q,expected\nx,y\n", { q: "x" }],
  ])("of %s gives inputs and what is expected", (_name, text, inputs) => {
    const [suite] = readText(datasetReader, text, text.startsWith("{") ? "set.jsonl" : "set.csv");
    expect(suite).toMatchObject({ kind: "suite", name: "set", cases: [{ inputs, expected: "y" }] });
  });

  it("of OpenAI's evals gives its item as inputs", () => {
    const [suite] = readText(datasetReader, '{"item":{"question":"x","ideal":"y"}}\n', "set.jsonl");
    expect(suite).toMatchObject({ cases: [{ inputs: { question: "x", ideal: "y" } }] });
  });

  it("takes what stands beside the inputs for the other program's own, and not for inputs", () => {
    const row = { dataset_id: "d", created_at: "2026", inputs: { q: "x" }, outputs: { a: "y" } };
    const [suite] = readText(datasetReader, `${JSON.stringify(row)}\n`, "set.jsonl");
    expect(suite).toMatchObject({ cases: [{ inputs: { q: "x" }, expected: "y" }] });
    expect(suite?.losses.map(({ params }) => params.field)).toEqual(["dataset_id", "created_at"]);
  });

  it("tells of each row that is left out, and of too many only how many", () => {
    const rows = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? '{"inputs":{"q":1}}' : "[1]"));
    const [suite] = readText(datasetReader, rows.join("\n"), "set.jsonl");
    if (suite?.kind !== "suite") throw new Error("no suite");
    expect([suite.cases.length, codesOf(suite.losses).length]).toEqual([15, 15]);
    const bad = readText(
      datasetReader,
      ['{"inputs":{"q":1}}', ...Array(30).fill("[1]")].join("\n"),
      "set.jsonl",
    );
    expect([bad[0]?.losses.length, bad[0]?.warnings[0]?.params.count]).toEqual([20, 10]);
  });
});

describe("a plain text", () => {
  const texts = (text: string, path = "notes.md") =>
    readText(textReader, text, path).map((one) => (one.kind === "prompt" ? [one.name, ...shown(one)] : []));

  it("with lines of dashes holds several prompts, named by their titles or their file", () => {
    expect(texts("# Greeting\n\nSystem: Be kind.\nUser: Greet {name}.\n---\nSay {x}.\r\n---\n")).toEqual([
      ["Greeting", "f-string", "system: Be kind.", "human: Greet {name}."],
      ["notes 2", "f-string", "human: Say {x}."],
    ]);
  });

  it("says that its lines of dashes were taken as borders", () => {
    const items = readText(textReader, "One.\n\n---\n\nTwo.", "notes.md");
    expect(items.map(({ warnings }) => codesOf(warnings))).toEqual([["split-at-rules"], []]);
  });

  it("of Markdown with front matter takes name and description from it, and tells the rest", () => {
    const text = "---\nname: reviewer\ndescription: Reads code\nmodel: small\n---\n\nReview {code}.\n";
    const read = onlyPrompt(readText(textReader, text, "agents/reviewer.md"));
    expect([read.name, read.description, ...shown(read)]).toEqual([
      "reviewer",
      "Reads code",
      "f-string",
      "human: Review {code}.",
    ]);
    expect(read.losses.map(({ params }) => params.field)).toEqual(["model"]);
    expect(texts("---\nSay {x}.\n---\nSay {y}.\n").map(([name]) => name)).toEqual(["notes 1", "notes 2"]);
  });

  it("gets no message that nobody wrote", () => {
    expect(texts("You are a cook. Answer briefly.")).toEqual([
      ["notes", "f-string", "system: You are a cook. Answer briefly."],
    ]);
  });
});
