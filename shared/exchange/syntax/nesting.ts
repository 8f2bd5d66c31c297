/** Deeper templates are written by nobody, and the parser of Handlebars takes minutes over a thousand levels. */
const deepest = 100;

const tag = /\{\{\{?\{?~?\s{0,100}(?:([#^/])|else\s{1,100}[^\s}~])?/g;

/** Whether blocks (also each `else if`, which opens one more) or the brackets within a tag are nested too deep to be read. */
export function isNestedTooDeep(template: string): boolean {
  let depth = 0;
  for (const { 0: opening, 1: sign, index } of template.matchAll(tag)) {
    if (sign === "/") depth -= 1;
    else if (sign !== undefined || opening.includes("else")) depth += 1;
    if (depth > deepest || bracketsFrom(template, index) > deepest) return true;
  }
  return false;
}

function bracketsFrom(template: string, start: number): number {
  let depth = 0;
  let most = 0;
  for (let at = start; at < template.length && !template.startsWith("}}", at); at += 1) {
    if (at > start + 1 && template.startsWith("{{", at)) break;
    if (template[at] === "(") most = Math.max(most, ++depth);
    else if (template[at] === ")") depth -= 1;
    if (most > deepest) break;
  }
  return most;
}
