import { LatheError } from "#shared/contract/errors.ts";
import { guardFetch, readJson } from "./guarded-fetch.ts";
import type { Endpoint } from "./openai-model.ts";
import type { CallSubject } from "./provider-errors.ts";
import { noModelList, strangeReply } from "./reply-errors.ts";

/** A list longer than this is cut: some routers offer thousands. */
const maxModels = 5_000;

/** Asks `GET /models`; ids sorted, each once. Spends no token. */
export async function listModels(
  endpoint: Omit<Endpoint, "subject"> & { subject: CallSubject },
  signal: AbortSignal,
): Promise<string[]> {
  const { subject } = endpoint;
  const guard = guardFetch({ ...endpoint, signal });
  try {
    const response = await guard.fetch(`${subject.baseUrl}/models`);
    return readIds(await readJson(response, subject), subject);
  } catch (error) {
    const failure = guard.failure();
    if (failure !== null) throw failure;
    if (error instanceof LatheError) throw error;
    throw strangeReply(subject, guard.opening(), error);
  } finally {
    guard.close();
  }
}

function readIds(json: unknown, subject: CallSubject): string[] {
  const { data, models } = (json ?? {}) as { data?: unknown; models?: unknown };
  const rows = Array.isArray(json) ? json : (data ?? models);
  if (!Array.isArray(rows)) throw noModelList(subject, json);
  const ids = rows
    .slice(0, maxModels)
    .map((row: { id?: unknown; name?: unknown } | null) => row?.id ?? row?.name)
    // A model's name becomes part of a reference: one line without blanks.
    .filter((id): id is string => typeof id === "string" && /^\S{1,250}$/.test(id))
    // A provider that repeats the key would have it shown, and chosen as a model.
    .filter((id) => subject.redact(id) === id);
  return [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1));
}
