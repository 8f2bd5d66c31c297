import { Environment, Interpreter, parse, tokenize } from "@huggingface/jinja";
import { Dotprompt } from "dotprompt";
import fc from "fast-check";
import Mustache from "mustache";
import { describe, expect, test } from "vitest";
import { type PromptContent, promptContent, type Variable, type VariableValue } from "../../model/content.ts";
import { convertForeign, convertTemplates, readForeign, writeTemplates } from "./convert.ts";
import { type ForeignSyntax, joinPieces, type Piece, textPiece } from "./pieces.ts";
import { meanTheSame, shapesOf } from "./shapes.ts";
import { writeForeign } from "./write-foreign.ts";

type Values = Record<string, VariableValue>;

const variables: Variable[] = [
  { name: "name", type: "text" },
  { name: "flag", type: "boolean" },
  { name: "count", type: "number" },
  { name: "tags", type: "list" },
  { name: "rows", type: "json" },
];

/** Filled in as Jinja2 does by default; the package's own `Template` drops blanks around blocks. */
function inJinja(template: string, values: Values): string {
  const environment = new Environment();
  for (const [name, value] of Object.entries(values)) environment.set(name, value);
  return String(
    (new Interpreter(environment).run(parse(tokenize(template, {}))) as { value: unknown }).value,
  );
}

async function inHandlebars(template: string, values: Values): Promise<string> {
  const { messages } = await new Dotprompt().render(template, { input: values });
  return messages.flatMap(({ content }) => content.map((part) => ("text" in part ? part.text : ""))).join("");
}

/** As `formatPrompt` hands values over: nothing is escaped, and true is a text. */
function inMustache(template: string, values: Values): string {
  const view = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === true
        ? "true"
        : Array.isArray(value)
          ? Object.assign([...value], { toString: () => value.join("\n") })
          : value,
    ]),
  );
  return Mustache.render(template, view, {}, { escape: String });
}

function converted(template: string, syntax: ForeignSyntax): string {
  const found = convertTemplates([readForeign(template, syntax)], {
    syntax,
    variables,
    formats: ["mustache"],
  });
  if (found === undefined) throw new Error(`not converted: ${template}`);
  return found.templates[0] as string;
}

const examples: Values[] = [
  { name: "Ann", flag: true, count: 2, tags: ["a", "b"], rows: [{ title: "T1" }, { title: "T2" }] },
  { name: "", flag: false, count: 0, tags: [], rows: [] },
  { name: "0", flag: true, count: 0, tags: [""], rows: [{}] },
];

describe("what Jinja2 says is said by the Mustache it becomes, blanks and line ends too", () => {
  test.each([
    "Hello {{ name }}, {{name}}{{- name -}} !",
    "a\n{% if name %}\nB\n{% endif %}\nc",
    "a\n{% if name %}\nB\n{% else %}\nD\n{% endif %}\nc",
    "a\n  {% if flag %}\n  B {{ name }}\n  {% endif %}\nc",
    "a\n  {%- if flag %}\n  B\n  {%- else %}\n  E\n  {%- endif %}\nc",
    "{% if not name %}nobody{% elif flag %}x{% else %}{{ name }}{% endif %}",
    "{% for tag in tags %}\n- {{ tag }} for {{ name }}\n{% else %}\nnone\n{% endfor %}end",
    "{% for row in rows %}{{ row.title }}\n{% endfor %}",
    "{% if not tags %}empty{% endif %}{# a comment #}",
    "{% for t in tags %}{% for u in tags %}{{ u }}{% endfor %},{% endfor %}",
    'JSON {"a": 1} and {{ "{{" }} no',
    "{% if count %}{{ count }}{% endif %}\r\n{% if flag %}\r\nx\r\n{% endif %}\r\n",
  ])("%j", (template) => {
    if (template.includes('"{{"')) {
      const found = convertTemplates([readForeign(template, "jinja2")], { syntax: "jinja2", variables });
      expect(found?.templateFormat).toBe("f-string");
      return;
    }
    for (const values of examples)
      expect(inMustache(converted(template, "jinja2"), values)).toBe(inJinja(template, values));
  });
});

describe("what Handlebars says is said by the Mustache it becomes", () => {
  test.each([
    "Hello {{name}} {{{name}}} {{this.name}} {{@root.name}}!",
    "a\n{{#if name}}\nB\n{{else}}\nC\n{{/if}}\nd",
    "a\n  {{#unless flag}}\n  B\n  {{/unless}}\nd",
    "{{#if name}}x{{else if flag}}y{{else}}z{{/if}}",
    "{{#each tags}}\n- {{this}} of {{../name}}\n{{else}}\nnone\n{{/each}}\nend",
    "{{#each tags as |tag|}}{{tag}}{{#if ../flag}}!{{else}}{{tag}}{{/if}}{{/each}}".replace(
      "{{#if ../flag}}!{{else}}{{tag}}{{/if}}",
      "{{#unless ../flag}}{{tag}}{{/unless}}",
    ),
    "{{#each rows}}{{title}};{{/each}}{{~name~}} .",
    "a {{! comment }}\n{{! alone }}\n b",
    "{{!-- alone --}}\nx{{#if count}}{{count}}{{/if}}",
  ])("%j", async (template) => {
    for (const values of examples)
      expect(inMustache(converted(`«${template}»`, "handlebars"), values)).toBe(
        await inHandlebars(`«${template}»`, values),
      );
  });
});

test("a template that says more than variables and simple blocks is never half converted", () => {
  const more: [ForeignSyntax, string][] = [
    ["jinja2", "{{ name | upper }} {{ name }}"],
    ["jinja2", "{{ user.name }}"],
    ["jinja2", "{% if name == 'x' %}a{% endif %}"],
    ["jinja2", "{% macro m() %}{% endmacro %}"],
    ["jinja2", "{% include 'x' %}"],
    ["jinja2", "{% set x = 1 %}{{ x }}"],
    ["jinja2", "{% if tags %}a list is no section that is shown once{% endif %}"],
    ["jinja2", "{% for t in tags %}{{ loop.index }}{% endfor %}"],
    ["jinja2", "{% for t in tags %}{% if flag %}{{ t }}{% endif %}{% endfor %}"],
    ["jinja2", "{% for r in rows %}{{ r.items }}{% endfor %}"],
    ["jinja2", "{% for r in rows %}{{ r.name }}{% endfor %}"],
    ["jinja2", "{% for r in rows %}{{ name }}{% endfor %}"],
    ["jinja2", "{% for c in name %}{{ c }}{% endfor %}"],
    ["jinja2", "{{ name "],
    ["jinja2", "a\n  {% if flag %}\nB\n{% endif %}\n"],
    ["nunjucks", "{% if not tags %}an empty list is something to Nunjucks{% endif %}"],
    ["handlebars", "{{user.name}}"],
    ["handlebars", "{{upper name}}"],
    ["handlebars", "{{#each tags}}{{@index}}{{/each}}"],
    ["handlebars", "{{#each tags}}{{name}}{{/each}}"],
    ["handlebars", "{{#name}}a text that is empty would be shown{{/name}}"],
    ["handlebars", "{{#with name}}x{{/with}}"],
    ["handlebars", "{{> part key=name}}"],
  ];
  for (const [syntax, template] of more) {
    const content: PromptContent = promptContent.parse({
      templateFormat: syntax,
      messages: [
        { role: "system", template: "Plain {{ name }}" },
        { role: "human", template },
      ],
      variables,
    });
    expect(convertForeign(content, "mustache"), template).toEqual({ content, kept: 1 });
  }
});

test("a converted prompt declares what its templates need, lists as lists", () => {
  const { content, kept } = convertForeign(
    promptContent.parse({
      templateFormat: "jinja2",
      messages: [
        {
          role: "human",
          template:
            "{{ 姓名 }}{% for d in docs %}{{ d.text }}{% endfor %}{% for t in 标签 %}{{ t }}{% endfor %}",
        },
      ],
    }),
    "mustache",
  );
  expect(kept).toBe(0);
  expect(content.messages).toEqual([
    { role: "human", template: "{{姓名}}{{#docs}}{{text}}{{/docs}}{{#标签}}{{.}}{{/标签}}" },
  ]);
  expect(content.variables).toEqual([
    { name: "docs", type: "json" },
    { name: "标签", type: "list" },
    { name: "姓名", type: "text" },
  ]);
});

test("a list of objects goes there and back, and a section over JSON of unknown form is not written elsewhere", () => {
  const rows = "{{#rows}}- {{title}}\n{{/rows}}{{^tags}}none{{/tags}}";
  const content = promptContent.parse({
    templateFormat: "mustache",
    messages: [{ role: "human", template: rows }],
    variables: [
      { name: "rows", type: "json", example: [{ title: "x" }] },
      { name: "tags", type: "list" },
    ],
  });
  const written = {
    jinja2:
      "{% for item in rows %}- {{ item.title }}\n{% endfor %}{% for item in tags %}{% else %}none{% endfor %}",
    nunjucks:
      "{% for item in rows %}- {{ item.title }}\n{% endfor %}{% for item in tags %}{% else %}none{% endfor %}",
    handlebars: "{{#each rows}}- {{title}}\n{{/each}}{{#each tags}}{{else}}none{{/each}}",
  };
  for (const [syntax, template] of Object.entries(written)) {
    const foreign = syntax as ForeignSyntax;
    expect(writeTemplates(content, foreign)[0]?.template).toBe(template);
    const back = convertTemplates([readForeign(template, foreign)], {
      syntax: foreign,
      variables: content.variables,
    });
    expect(back?.templates).toEqual([rows]);
  }
  const unknown = {
    ...content,
    variables: [{ name: "rows", type: "json" as const, default: { title: "x" } }],
  };
  expect(writeTemplates(unknown, "jinja2")[0]?.template).toBeUndefined();
});

test("a name that every object has is no variable", () => {
  for (const template of ["{{ __proto__ }}", "{{ constructor }}"])
    for (const syntax of ["jinja2", "handlebars", "nunjucks"] as const)
      expect(convertTemplates([readForeign(template, syntax)], { syntax, variables })).toBeUndefined();
});

test("a hostile template is looked at in a moment", () => {
  const templates = [
    " ".repeat(200_000),
    "{{".repeat(50_000),
    `${"{% if a %}".repeat(20_000)}x`,
    "{{a".repeat(50_000),
  ];
  for (const template of templates)
    for (const syntax of ["jinja2", "handlebars"] as const) readForeign(template, syntax);
});

const text = fc
  .array(fc.constantFrom("a", " ", "\n", "  ", "{", "}", "{{", "\\", "\r\n", '"', "#", "%", "好", "{% x"), {
    maxLength: 5,
  })
  .map((parts): Piece => ({ kind: "text", text: parts.join("") }));
/** Texts only: beside each other Handlebars adds true and 2 up to 3. */
const value = fc.constant<Piece>({ kind: "value", name: "name", as: "plain" });
const leaf = fc.oneof(text, text, value);
const leaves = fc.array(leaf, { maxLength: 3 });
const inLoop = fc.array(fc.oneof(leaf, fc.constant<Piece>({ kind: "item" })), { maxLength: 3 });
const pieces = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: leaf },
    fc.record({
      kind: fc.constant("when" as const),
      name: fc.constantFrom("name", "flag"),
      body: leaves,
      otherwise: leaves,
    }),
    fc.record({
      kind: fc.constant("each" as const),
      name: fc.constant("tags"),
      body: inLoop,
      otherwise: leaves,
    }),
    fc.constant<Piece>({ kind: "value", name: "tags", as: "lines" }),
  ),
  { maxLength: 5 },
);

describe("pieces that were written are read back as they were, and fill in to the same text", () => {
  const shapes = shapesOf(variables);
  test.each(["jinja2", "nunjucks", "handlebars"] as const)("%s", async (syntax) => {
    let written = 0;
    await fc.assert(
      fc.asyncProperty(pieces, async (random) => {
        const wanted = joinPieces([textPiece("«"), ...random, textPiece("»")]);
        if (!meanTheSame(wanted, shapes, syntax)) return;
        const template = writeForeign(wanted, syntax);
        if (template === undefined) return;
        written += 1;
        const found = convertTemplates([readForeign(template, syntax)], {
          syntax,
          variables,
          formats: ["mustache"],
        });
        if (found === undefined) return;
        for (const values of examples) {
          const original =
            syntax === "handlebars" ? await inHandlebars(template, values) : inJinja(template, values);
          expect(inMustache(found.templates[0] as string, values)).toBe(original);
        }
      }),
      { numRuns: 120, seed: 7 },
    );
    expect(written).toBeGreaterThan(100);
  });
});
