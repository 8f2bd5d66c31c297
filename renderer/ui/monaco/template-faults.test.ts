import { describe, expect, it } from "vitest";
import type { TemplateFormat, Variable } from "#shared/model/content.ts";
import { startI18n } from "../../i18n/i18n.ts";
import { type Names, readTemplate } from "./template-faults.ts";
import { fixesOf } from "./template-fixes.ts";
import { describeSnippet, describeVariable, explainFault } from "./template-words.ts";

await startI18n("en");

const text = (name: string): Variable => ({ name, type: "text" });
const names = (
  format: TemplateFormat,
  variables: Variable[] = [],
  historyVariables: string[] = [],
): Names => ({
  format,
  variables,
  historyVariables,
  snippets: [{ name: "voice", description: "", text: "calm" }],
  isChecked: true,
});

/** The coloured pieces of a template, each with its look. */
const looks = (template: string, of: Names) =>
  readTemplate(template, of).segments.flatMap(({ start, end, look }) =>
    look === null ? [] : [`${look} ${template.slice(start, end)}`],
  );

const fixesIn = (template: string, of: Names, onAddVariable?: (name: string) => void) =>
  readTemplate(template, of).faults.flatMap((fault) =>
    fixesOf(template, fault, {
      context: { ...of, ...(onAddVariable === undefined ? {} : { onAddVariable }) },
    }),
  );
const textsOf = (fixes: ReturnType<typeof fixesIn>) =>
  fixes.map((fix) => (fix.kind === "text" ? fix.text : `declare ${fix.name}`));

describe("how a template is coloured", () => {
  it("tells a reference that stands for something from one that stands for nothing", () => {
    expect(looks("{>voice} {>nobody}", names("f-string"))).toEqual([
      "reference {>voice}",
      "undeclared {>nobody}",
    ]);
    const read = readTemplate("a {>voice} {b}", names("f-string"));
    expect(read.referenceAt(4)).toMatchObject({ snippet: "voice" });
    expect(read.namedAt(4)).toBeUndefined();
  });

  it("tells declared, undeclared and escaped pieces apart", () => {
    expect(looks("{a} {b} {{c}}", names("f-string", [text("a")]))).toEqual([
      "declared {a}",
      "undeclared {b}",
      "quiet {{",
      "quiet }}",
    ]);
  });

  it("does not warn of a name that comes from the items of a JSON section, and does of one in a text section", () => {
    const section = "{{#s}}{{x}}{{/s}}";
    expect(looks(section, names("mustache", [{ name: "s", type: "json" }]))).toContain("scoped {{x}}");
    expect(looks(section, names("mustache", [text("s")]))).toContain("undeclared {{x}}");
  });

  it("marks nothing in a diff, where nothing can be done about it", () => {
    const read = readTemplate("{b} {", { ...names("f-string"), isChecked: false });
    expect(read.faults).toEqual([]);
    expect(read.segments.map(({ look }) => look)).not.toContain("undeclared");
  });

  it("says that the name of the history cannot stand in a text, which would fail only at the run", () => {
    const { faults } = readTemplate("{chat}", names("f-string", [], ["chat"]));
    expect(faults.map(({ code, severity }) => [code, severity])).toEqual([["history-clash", "error"]]);
  });
});

describe("quick fixes", () => {
  it("double the braces of JSON and leave the variables in it alone", () => {
    expect(textsOf(fixesIn('Say {"a": "{b}"}', names("f-string", [text("b")])))).toEqual([
      'Say {{"a": "{b}"}}',
    ]);
  });

  it("offer all braces at once when more than one piece is meant as text", () => {
    const fixes = textsOf(fixesIn('{"a": 1} and {"b": 2}', names("f-string")));
    expect(fixes).toContain('{{"a": 1}} and {"b": 2}');
    expect(fixes).toContain('{{"a": 1}} and {{"b": 2}}');
  });

  it("write the name without its spaces", () => {
    expect(textsOf(fixesIn("Hi { name }", names("f-string", [text("name")])))[0]).toBe("Hi {name}");
  });

  it("declare a variable only where somebody listens", () => {
    expect(textsOf(fixesIn("{b}", names("f-string"), () => {}))).toEqual(["declare b"]);
    expect(fixesIn("{b}", names("f-string"))).toEqual([]);
  });

  it("close a section, and offer no doubled braces in Mustache, which knows none", () => {
    expect(textsOf(fixesIn("{{#s}}x", names("mustache", [text("s")])))).toEqual(["{{#s}}x{{/s}}"]);
    expect(fixesIn("{{a.b}}", names("mustache"))).toEqual([]);
  });
});

describe("what hostile text does to words and hovers", () => {
  it("shows the text of a snippet letter for letter, whatever fences and links it holds", () => {
    const text = "```\n[run](command:lathe.openSnippet)\n````";
    const shown = describeSnippet({ name: "a", description: "[x](command:y)", text });
    expect(shown).toContain(`\n${text}\n\`\`\`\`\``);
    expect(shown).toContain("\\[x\\]\\(command\\:y\\)");
  });

  it("shows a name with template or catalogue syntax as it is", () => {
    const name = "{{tag}} $t(monaco.run)";
    expect(explainFault({ code: "bad-name", data: { name, reason: "name" } })).toContain(name);
  });

  it("leaves no link, markup or command in the description of a variable", () => {
    const shown = describeVariable({
      name: "x",
      type: "text",
      description: "[run](command:lathe.declareVariable) <img src=x> https://evil.test",
      example: "```\n[x](command:y)",
    });
    expect(shown).not.toMatch(/[^\\]\]\(command:lathe/);
    expect(shown).not.toMatch(/[^\\]<img/);
    expect(shown).not.toMatch(/https:\/\//);
    expect(shown).toContain("```` ``` [x](command:y) ````");
  });
});
