import { readRoles } from "../../design/role-marks.ts";
import { structureText } from "../../design/structure-text.ts";
import type { ImportFile } from "../../model/exchange.ts";
import { textFault } from "../../model/text.ts";
import { Notes, refuseHuge } from "../chat.ts";
import { finishedContent, foundPrompt } from "../finish.ts";
import { nameOfFile } from "../folder.ts";
import type { FormatReader, FoundPrompt } from "../found.ts";
import { readFields, splitFrontMatter } from "../front-matter.ts";
import { endingOf } from "../peek.ts";
import { type Fields, fieldOf, textField, textsOf, withoutMark } from "../read-json.ts";
import { unreadable } from "../unreadable.ts";

const endings = new Set(["txt", "text", "md", "markdown", "mdx", "tmpl", "tpl", "mustache"]);
const others =
  /^(?:prompty|prompt|json|jsonl|ndjson|ya?ml|csv|tsv|tab|toml|xml|html?|m?[jt]sx?|cjs|py|rb|go|rs|java|cs?|h|cpp|php|sh|bat|ps1|lock|ini|cfg|css|scss|svg|ipynb|log|env|gitignore)$/;

/** Plain text and Markdown; `---` on a line of its own stands between prompts. */
export const textReader: FormatReader = {
  format: "text",
  recognise(file) {
    const ending = endingOf(file);
    if (file.text.includes("\u0000") || /(?:^|\/)(?:README|LICENSE|CHANGELOG)\b/i.test(file.path)) return 0;
    if (endings.has(ending)) return 0.3;
    return others.test(ending) || /(?:^|\/)\.[^/]*$/.test(file.path) ? 0 : 0.1;
  },
  read(file) {
    const { about, text } = withoutAbout(file);
    const fault = textFault(text);
    if (fault !== null) throw unreadable("unstorable", { where: file.path, fault: `It ${fault}.` });
    const parts = partsOf(text);
    refuseHuge(parts);
    if (parts.length === 0) throw unreadable("empty-file");
    const items = parts.map((part, index) => promptOf(part, file, parts.length === 1 ? null : index + 1));
    const [first] = items;
    if (first !== undefined) tellAbout(first, about, items.length);
    return { items, wanted: [], used: [] };
  },
};

const partsOf = (text: string): string[] =>
  text.split(/^[ \t]*-{3,}[ \t]*$/m).flatMap((part) => (part.trim() === "" ? [] : [part]));

/** What stands above a Markdown text between two lines of `---`, with names; other text between such lines is a prompt. */
function withoutAbout(file: ImportFile): { about: Fields; text: string } {
  const whole = { about: {}, text: withoutMark(file.text) };
  if (!/^(?:md|markdown|mdx)$/.test(endingOf(file))) return whole;
  const { yaml, line, body } = splitFrontMatter(whole.text);
  if (yaml === null || body.trim() === "") return whole;
  try {
    return { about: readFields(yaml, line), text: body };
  } catch {
    return whole;
  }
}

/** Of the file as a whole is told with its first prompt. */
function tellAbout(first: FoundPrompt, about: Fields, count: number): void {
  const notes = new Notes();
  if (count > 1) notes.warn("split-at-rules", { count });
  const taken = new Set<string>();
  const take = (name: string): string => {
    const text = textField(about, name);
    if (text !== "") taken.add(name);
    return text;
  };
  if (count === 1) {
    first.name = take("name") || take("title") || first.name;
    first.description = take("description");
    const tags = fieldOf(about, "tags");
    if (Array.isArray(tags)) taken.add("tags");
    first.tags = textsOf(tags);
  }
  for (const name of Object.keys(about))
    if (!taken.has(name)) notes.lose("unknown-field", { field: name.slice(0, 80) });
  first.warnings.push(...notes.warnings);
  first.losses.push(...notes.losses);
}

function promptOf(text: string, file: ImportFile, number: number | null): FoundPrompt {
  const notes = new Notes();
  const title = headingOf(text);
  const read = structureText(withoutTitle(text, title));
  let { messages, variables } = read.content;
  for (const { code, params } of read.notes) {
    if (code === "variables-found") notes.warn("placeholders-read", params);
    if (code === "foreign-syntax") notes.warn("syntax-kept", params);
    if (code === "unknown-role")
      notes.warn("role-changed", { message: "?", role: params.role ?? "", taken: "user" });
    // A file says what it says; a message that nobody wrote is not a part of it.
    if (code === "input-added") {
      messages = messages.slice(0, -1);
      variables = variables.slice(0, -1);
    }
  }
  const base = nameOfFile(file.path);
  return foundPrompt(
    {
      name: title ?? (number === null ? base : `${base} ${number}`),
      content: finishedContent({ ...read.content, messages, variables }),
    },
    notes,
  );
}

/** The title of a Markdown text that begins with one, where it is no part of how roles are written. */
function headingOf(text: string): string | null {
  const title = /^#[ \t]+(\S[^\r\n]{0,100})\r?\n/.exec(text.trimStart())?.[1]?.trim() ?? null;
  return title === null || /[{}]|^(?:system|user|assistant|human|ai|系统|用户|助手)\b/i.test(title)
    ? null
    : title;
}

/** Above marks of roles it is the name of the whole, and no part of what a role says. */
function withoutTitle(text: string, title: string | null): string {
  if (title === null) return text;
  const rest = text.trimStart().replace(/^[^\r\n]*/, "");
  const first = readRoles(rest)?.parts[0];
  return first === undefined || first.role === null ? text : rest;
}
