import type { MessageRole } from "../../model/content.ts";
import { roleOf } from "../chat.ts";

/** A part of the body as it is written; a history is the place of a conversation. */
export type BodyPart =
  | { role: MessageRole; text: string; attributes: string; name: string }
  | { role: "history"; variable: string };

const marker =
  /^[ \t]*#?[ \t]*(system|user|assistant|developer|function|tool)(\[[^\]\r\n]{0,500}\])?[ \t]*:[ \t]*\r?$/i;

export const isRoleLine = (line: string): boolean => marker.test(line);

/** How version 1 writes out a conversation: by itself it is a template that makes new messages. */
const historyLoop =
  /\{%-?\s{0,99}for\s{1,99}([a-z_]\w{0,63})\s{1,99}in\s{1,99}([a-z_]\w{0,63})\s{0,99}-?%\}\s{0,99}#?\{\{-?\s{0,99}\1\.role\s{0,99}-?\}\}:\s{0,99}\{\{-?\s{0,99}\1\.content\s{0,99}-?\}\}\s{0,99}\{%-?\s{0,99}endfor\s{0,99}-?%\}/gi;

/**
 * The body by its role markers, each alone on a line; what stands before the first is a system message. A thread is put in
 * by its name, alone on a line.
 */
export function splitRoles(body: string, threads: ReadonlySet<string>): BodyPart[] {
  const parts: BodyPart[] = [];
  let open: { role: MessageRole; name: string; attributes: string; lines: string[]; isMarked: boolean } = {
    role: "system",
    name: "system",
    attributes: "",
    lines: [],
    isMarked: false,
  };
  const close = () => {
    const text = open.lines.join("\n").trim();
    if (open.isMarked || text !== "")
      parts.push({ role: open.role, text, attributes: open.attributes, name: open.name });
    open = { ...open, lines: [], isMarked: false };
  };
  const readLines = (text: string) => {
    for (const line of text.split("\n")) {
      const [, name, attributes = ""] = marker.exec(line) ?? [];
      const thread = /^\s{0,99}\{\{\s{0,99}([\p{L}_][\p{L}\p{N}_]{0,63})\s{0,99}\}\}\s{0,99}$/u.exec(
        line,
      )?.[1];
      if (name !== undefined) {
        close();
        const lower = name.toLowerCase();
        open = { role: roleOf(lower) ?? "human", name: lower, attributes, lines: [], isMarked: true };
      } else if (thread !== undefined && threads.has(thread)) {
        close();
        parts.push({ role: "history", variable: thread });
      } else if (line.trim() === "![thread]") {
        close();
        parts.push({ role: "history", variable: "thread" });
      } else open.lines.push(line);
    }
  };
  let from = 0;
  for (const match of body.matchAll(historyLoop)) {
    readLines(body.slice(from, match.index));
    close();
    parts.push({ role: "history", variable: match[2] ?? "" });
    from = match.index + match[0].length;
  }
  readLines(body.slice(from));
  close();
  return parts;
}

/** Whether every block that is opened in a text is closed in it: else its parts mean nothing by themselves. */
export function hasWholeBlocks(text: string): boolean {
  const opened = text.match(/\{%-?\s{0,99}(?:if|for|macro|call|filter|block|with|raw)\b/g)?.length ?? 0;
  return (
    opened === (text.match(/\{%-?\s{0,99}end(?:if|for|macro|call|filter|block|with|raw)\b/g)?.length ?? 0)
  );
}
