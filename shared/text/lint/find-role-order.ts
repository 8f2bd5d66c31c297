import type { Message, PromptContent } from "../../model/content.ts";
import type { Finding } from "./finding.ts";
import type { Level } from "./rules.ts";

/** Orders of roles that providers or models refuse, and those that they silently change. */
export function findRoleOrder({ messages }: PromptContent): Finding[] {
  const found: Finding[] = [];
  const report = (kind: string, level: Level, index: number) =>
    found.push({
      rule: "role-order",
      level,
      place: { in: "message", index, start: 0, end: 0 },
      data: { kind },
    });
  const first = messages.findIndex(({ role }) => role !== "system");
  messages.forEach(({ role }, index) => {
    const before = messages[index - 1]?.role;
    if (role === "system" && first >= 0 && index > first) {
      const isAfterHistory = messages
        .slice(0, index)
        .every((message) => message.role !== "human" && message.role !== "ai");
      report(isAfterHistory ? "history-before-system" : "system-not-first", "warning", index);
    } else if (role === "system" && index === 1) report("two-systems", "hint", index);
    else if (role === "ai" && index === first) report("starts-with-ai", "warning", index);
    else if ((role === "human" || role === "ai") && role === before) report("same-role", "hint", index);
  });
  const last = messages.length - 1;
  if (messages[last]?.role === "ai" && last !== first) report("ends-with-ai", "hint", last);
  if (messages.length > 0 && first < 0) report("no-human", "warning", last);
  return found;
}

/** Puts a system message behind the system messages that lead, where models expect it. */
export function moveSystemUp(messages: readonly Message[], index: number): Message[] {
  const message = messages[index];
  const to = messages.findIndex(({ role }) => role !== "system");
  if (message?.role !== "system" || to < 0 || to > index) return [...messages];
  return [...messages].toSpliced(index, 1).toSpliced(to, 0, message);
}
