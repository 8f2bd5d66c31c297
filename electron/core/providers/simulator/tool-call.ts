import type { Tool } from "#shared/model/content.ts";
import type { ToolCall } from "#shared/model/run.ts";
import type { FieldSource } from "./field-value.ts";
import { jsonReply } from "./json-reply.ts";
import { stableNumber, termsOf } from "./words.ts";

/** A call of the tool that a request speaks of by name or description, with arguments by its schema; null: none fits. */
export function chooseToolCall(tools: readonly Tool[], topic: string, source: FieldSource): ToolCall | null {
  const asked = termsOf(topic);
  const ranked = tools
    .map((tool) => {
      const name = [...termsOf(readable(tool.name))].filter((term) => asked.has(term)).length;
      const described = [...termsOf(tool.description ?? "")].filter((term) => asked.has(term)).length;
      return { tool, score: 2 * name + described };
    })
    .sort((a, b) => b.score - a.score);
  const best = ranked[0];
  if (best === undefined || best.score < 2) return null;
  const { name, parameters } = best.tool;
  const filled = jsonReply(
    { type: "object", ...parameters },
    { ...source, data: topic, isRow: false, mayBeNull: false },
  );
  return { id: `call_${stableNumber(name + topic).toString(36)}`, name, arguments: JSON.stringify(filled) };
}

/** `getWeather` and `get_weather` read "get weather". */
const readable = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ");
