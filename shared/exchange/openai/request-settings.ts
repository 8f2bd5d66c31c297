import type { PromptContent } from "../../model/content.ts";
import type { Notes } from "../chat.ts";
import { ownSchemaName } from "../settings.ts";

/** Settings, tools and form of the reply in the names of OpenAI's API, without the model. */
export function openaiSettings(
  { model, tools, outputSchema }: PromptContent,
  notes: Notes,
): Record<string, unknown> {
  const { temperature, topP, maxTokens, stop, seed, responseFormat } = model;
  const holdsSchema = outputSchema !== null && responseFormat === "json-schema";
  if (outputSchema !== null && !holdsSchema) notes.lose("schema-not-held");
  if (responseFormat === "json-schema" && outputSchema === null)
    notes.lose("setting-not-held", { field: "responseFormat" });
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    ...(stop === undefined ? {} : { stop }),
    ...(seed === undefined ? {} : { seed }),
    ...(tools.length === 0
      ? {}
      : { tools: tools.map((tool) => ({ type: "function", function: { ...tool } })) }),
    ...(responseFormat === "text" ? { response_format: { type: "text" } } : {}),
    ...(responseFormat === "json" ? { response_format: { type: "json_object" } } : {}),
    ...(holdsSchema
      ? {
          response_format: {
            type: "json_schema",
            json_schema: { name: ownSchemaName, schema: outputSchema },
          },
        }
      : {}),
  };
}
