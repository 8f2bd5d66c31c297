import { isRunnable, type RunnableFormat, type TemplateFormat, type Variable } from "../model/content.ts";
import { escapeBraces, isNamed, parseTemplate } from "../text/template.ts";

export interface SyntaxChoice {
  format: TemplateFormat;
  /** Both ways of writing variables occur; one of them was taken for text. */
  isMixed: boolean;
}

const identifier = "[\\p{L}_][\\p{L}\\p{N}_]{0,63}";
const single = new RegExp(`(?<!\\{)\\{${identifier}\\}(?!\\})`, "gu");
const double = new RegExp(`\\{\\{\\{?\\s{0,4}[#^/&]?\\s{0,4}${identifier}\\s{0,4}\\}?\\}\\}`, "gu");
const jinja =
  /\{%-?\s{0,4}(?:if|for|set|block|macro|include|extends|elif|else|endif|endfor|raw)\b|\{\{[^{}]{1,200}\|\s{0,4}\p{L}[^{}]{0,100}\}\}/u;
const handlebars = /\{\{~?\s{0,4}(?:#\s{0,4}(?:if|each|unless|with)\b|else\b|lookup\b|log\b)/u;

/** In which syntax a pasted text writes its variables; braces of JSON and code are no variables. */
export function chooseSyntax(text: string): SyntaxChoice {
  if (handlebars.test(text)) return { format: "handlebars", isMixed: false };
  if (jinja.test(text)) return { format: "jinja2", isMixed: false };
  const singles = text.match(single)?.length ?? 0;
  const doubles = text.match(double)?.length ?? 0;
  const isMixed = singles > 0 && doubles > 0;
  return { format: doubles > 0 && doubles >= singles ? "mustache" : "f-string", isMixed };
}

/** The text as a template that says the same: in an f-string, braces that hold no variable are doubled. */
export const asTemplate = (text: string, format: TemplateFormat): string =>
  format === "f-string" ? escapeBraces(text, 0, text.length) : text;

const typeNames: [Variable["type"], RegExp][] = [
  ["boolean", /^(?:is|has|can|should|needs?|allow|include|use)_|^是否|_(?:enabled|only)$/iu],
  [
    "number",
    /(?:^|_)(?:count|number|num|n|max|min|limit|age|year|amount|price|score|total|quantity|length|size|percent|words?_count)$|^(?:max|min|num|number_of)_|(?:数量|字数|个数|年龄|价格|金额|上限|次数|条数)$/iu,
  ],
  [
    "list",
    /(?:^|_)(?:list|items|tags|keywords|options|labels|categories|choices)$|(?:列表|标签|选项|类别)$/iu,
  ],
  ["json", /(?:^|_)json$|JSON$/u],
];

/** As many as a prompt may declare. */
const maxVariables = 500;

/** The variables of a template with the types that their names, or the way they are used, speak for. */
export function guessVariables(templates: readonly string[], format: TemplateFormat): Variable[] {
  if (!isRunnable(format)) return [];
  const names = new Set(templates.flatMap((text) => parseTemplate(text, format).variables));
  const sections = new Map(templates.flatMap((text) => sectionsIn(text, format)));
  return [...names].slice(0, maxVariables).map((name) => ({
    name,
    type: sections.get(name) ?? typeNames.find(([, pattern]) => pattern.test(name))?.[0] ?? "text",
  }));
}

/** What a section's value must be: with names inside it JSON, with `{{.}}` a list, else true or false. */
function sectionsIn(text: string, format: RunnableFormat): [string, Variable["type"]][] {
  const { segments } = parseTemplate(text, format);
  return segments.flatMap((segment, index): [string, Variable["type"]][] => {
    if (segment.kind !== "section-open") return [];
    const end = segments.findIndex(
      (later, at) => at > index && later.kind === "section-close" && later.name === segment.name,
    );
    const inside = segments.slice(index + 1, end < 0 ? segments.length : end);
    if (inside.some(({ kind }) => kind === "item")) return [[segment.name, "list"]];
    return [[segment.name, inside.some(isNamed) ? "json" : "boolean"]];
  });
}
