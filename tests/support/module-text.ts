import { parseSync, Visitor } from "vite";

/** What a source file names and says, read by a parser: comments, markup and look-alikes in strings do not count. */
export interface ModuleText {
  /** Every module it takes from, in any form; `computedImport` for one whose name is not written out. */
  imports: string[];
  /** Every string and template text. */
  texts: string[];
}

export const computedImport = "(computed)";

/** `path` decides between .ts and .tsx. Throws on text that is not TypeScript, so that nothing is passed over. */
export function readModule(path: string, text: string): ModuleText {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const imports: string[] = [];
  const texts: string[] = [];
  const name = (source: { type: string; value?: unknown } | null | undefined) => {
    if (source === null) return;
    imports.push(typeof source?.value === "string" ? source.value : computedImport);
  };
  new Visitor({
    ImportDeclaration: ({ source }) => name(source),
    ExportAllDeclaration: ({ source }) => name(source),
    ExportNamedDeclaration: ({ source }) => name(source),
    ImportExpression: ({ source }) => name(source),
    TSImportType: ({ source }) => name(source),
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === "Identifier" && callee.name === "require") name(first);
    },
    Literal({ value }) {
      if (typeof value === "string") texts.push(value);
    },
    TemplateElement: ({ value }) => {
      texts.push(value.cooked ?? value.raw);
    },
  }).visit(program);
  return { imports, texts };
}
