import { z } from "zod";
import { LatheError } from "#shared/contract/errors.ts";
import type { Usage } from "#shared/model/run.ts";
import { guardFetch, readJson } from "./guarded-fetch.ts";
import type { Endpoint } from "./openai-model.ts";
import { strangeReply } from "./reply-errors.ts";

export interface Embedded {
  vectors: number[][];
  /** null: the provider did not say. */
  usage: Usage | null;
}

const answer = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1).max(100_000) })),
  usage: z
    .object({ prompt_tokens: z.int().min(1) })
    .optional()
    .catch(undefined),
});

/** One call of `POST /embeddings`; a vector for each text, in their order. Fails with `providers.*` or `host.cancelled`. */
export async function callEmbeddingModel(
  endpoint: Endpoint,
  texts: string[],
  signal: AbortSignal,
): Promise<Embedded> {
  const { subject } = endpoint;
  const guard = guardFetch({ ...endpoint, signal });
  try {
    const response = await guard.fetch(`${subject.baseUrl}/embeddings`, {
      method: "POST",
      body: JSON.stringify({ model: subject.model, input: texts, encoding_format: "float" }),
    });
    return readVectors(await readJson(response, subject), texts.length);
  } catch (error) {
    const failure = guard.failure();
    if (failure !== null) throw failure;
    if (error instanceof LatheError) throw error;
    throw strangeReply(subject, guard.opening(), error);
  } finally {
    guard.close();
  }
}

/** A vector that is missing, or of another length than the rest, would be compared with what it is not. */
function readVectors(json: unknown, count: number): Embedded {
  const { data, usage } = answer.parse(json);
  const vectors = Array.from(
    { length: count },
    (_, place) => data.find(({ index }) => index === place)?.embedding,
  );
  const length = vectors[0]?.length;
  if (data.length !== count || vectors.some((vector) => vector?.length !== length))
    throw new Error("not one vector for each text");
  return {
    vectors: vectors as number[][],
    usage:
      usage === undefined
        ? null
        : { inputTokens: usage.prompt_tokens, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0 },
  };
}
