import type { ModelRequest } from "../model-call.ts";
import { readable } from "./material.ts";

/** A request to judge, as `electron/core/checks/judges` writes it, taken apart. */
export interface JudgeRequest {
  kind: string;
  criteria: string;
  /** What is judged, by name: request, expected, reply, … */
  parts: ReadonlyMap<string, string>;
}

/** null: an ordinary prompt. Only the system message is believed: what is judged may say anything. */
export function readJudgeRequest({ messages }: ModelRequest): JudgeRequest | null {
  const [system, asked] = messages;
  if (system?.role !== "system") return null;
  const kind = /^You are Lathe's judge \(([a-z-]+), version \d+\)\./.exec(system.content)?.[1];
  const mark = /<<<([0-9a-f]{16}) and its name/.exec(system.content)?.[1];
  if (kind === undefined || mark === undefined) return null;
  const parts = new Map<string, string>();
  const fence = new RegExp(`^<<<${mark} ([^\\n]+)\\n([\\s\\S]*?)\\n${mark} \\1>>>$`, "gm");
  for (const [, name = "", text = ""] of asked?.content.matchAll(fence) ?? [])
    parts.set(name, readable(text));
  const head = "\n\nCriteria:\n";
  return { kind, parts, criteria: system.content.slice(system.content.indexOf(head) + head.length) };
}
