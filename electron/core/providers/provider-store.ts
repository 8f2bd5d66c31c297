import { type ProviderId, providerId } from "#shared/model/ids.ts";
import type { Limits } from "#shared/model/provider.ts";
import type { Database } from "../store/database.ts";

/** A provider that the user added. */
export interface StoredProvider {
  providerId: ProviderId;
  name: string;
  baseUrl: string;
  key: StoredKey;
  limits: Limits;
  createdAt: string;
}

/** What is known of a key without the key. */
export type StoredKey =
  | { kind: "none" }
  | { kind: "vault"; hint: string }
  | { kind: "environment"; variable: string };

interface ProviderRow {
  id: string;
  name: string;
  base_url: string;
  key_kind: StoredKey["kind"];
  key_hint: string;
  key_variable: string;
  concurrency: number;
  requests_per_minute: number | null;
  tokens_per_minute: number | null;
  created_at: string;
}

export function listProviderRows(db: Database): StoredProvider[] {
  return db
    .all<ProviderRow>("list providers", "SELECT * FROM providers ORDER BY name COLLATE NOCASE")
    .map(fromRow);
}

export function findProvider(db: Database, id: ProviderId): StoredProvider | undefined {
  const row = db.get<ProviderRow>("find provider", "SELECT * FROM providers WHERE id = @id", { id });
  return row === undefined ? undefined : fromRow(row);
}

/** By its name, whatever the case. */
export function findProviderNamed(db: Database, name: string): StoredProvider | undefined {
  const row = db.get<ProviderRow>("find provider by name", "SELECT * FROM providers WHERE name = @name", {
    name,
  });
  return row === undefined ? undefined : fromRow(row);
}

export function insertProvider(db: Database, provider: StoredProvider): void {
  db.run(
    "insert provider",
    `INSERT INTO providers
       (id, name, base_url, key_kind, key_hint, key_variable, concurrency, requests_per_minute, tokens_per_minute, created_at)
     VALUES
       (@id, @name, @baseUrl, @keyKind, @keyHint, @keyVariable, @concurrency, @requestsPerMinute, @tokensPerMinute, @createdAt)`,
    { ...toParameters(provider), name: provider.name, createdAt: provider.createdAt },
  );
}

/** Its name and its day of creation stay. */
export function updateProviderRow(db: Database, provider: StoredProvider): void {
  db.run(
    "update provider",
    `UPDATE providers SET base_url = @baseUrl, key_kind = @keyKind, key_hint = @keyHint, key_variable = @keyVariable,
       concurrency = @concurrency, requests_per_minute = @requestsPerMinute, tokens_per_minute = @tokensPerMinute
     WHERE id = @id`,
    toParameters(provider),
  );
}

export function deleteProvider(db: Database, id: ProviderId): void {
  db.run("delete provider", "DELETE FROM providers WHERE id = @id", { id });
}

const toParameters = ({ providerId: id, baseUrl, key, limits }: StoredProvider) => ({
  id,
  baseUrl,
  keyKind: key.kind,
  keyHint: key.kind === "vault" ? key.hint : "",
  keyVariable: key.kind === "environment" ? key.variable : "",
  ...limits,
});

function fromRow(row: ProviderRow): StoredProvider {
  return {
    providerId: providerId.parse(row.id),
    name: row.name,
    baseUrl: row.base_url,
    key: keyOf(row),
    limits: {
      concurrency: row.concurrency,
      requestsPerMinute: row.requests_per_minute,
      tokensPerMinute: row.tokens_per_minute,
    },
    createdAt: row.created_at,
  };
}

function keyOf(row: ProviderRow): StoredKey {
  if (row.key_kind === "vault") return { kind: "vault", hint: row.key_hint };
  if (row.key_kind === "environment") return { kind: "environment", variable: row.key_variable };
  return { kind: "none" };
}
