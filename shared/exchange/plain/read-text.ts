import { readRoles } from "../../design/role-marks.ts";
import { structureText } from "../../design/structure-text.ts";
import type { ImportFile } from "../../model/exchange.ts";
import { textFault } from "../../model/text.ts";
import { Notes } from "../chat.ts";
import { finishedContent, foundPrompt } from "../finish.ts";
import { nameOfFile } from "../folder.ts";
import type { FormatReader, FoundPrompt } from "../found.ts";
import { endingOf } from "../peek.ts";
import { withoutMark } from "../read-json.ts";
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
    const text = withoutMark(file.text);
    const fault = textFault(text);
    if (fault !== null) throw unreadable("unstorable", { where: file.path, fault: `It ${fault}.` });
    const parts = partsOf(text);
    if (parts.length === 0) throw unreadable("empty-file");
    return {
      items: parts.map((part, index) => promptOf(part, file, parts.length === 1 ? null : index + 1)),
      wanted: [],
      used: [],
    };
  },
};

const partsOf = (text: string): string[] =>
  text.split(/^[ \t]*-{3,}[ \t]*$/m).flatMap((part) => (part.trim() === "" ? [] : [part]));

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
