import { type PromptId, promptId, type ValidationId, validationId } from "#shared/model/ids.ts";
import { type PromptSpec, promptSpec } from "#shared/model/spec.ts";
import type { Database } from "../store/database.ts";

export interface SpecRow {
  promptId: PromptId;
  revision: number;
  spec: PromptSpec;
  generatedHash: string | null;
  savedAt: string;
}

type StoredSpecRow = Omit<SpecRow, "promptId" | "spec"> & { promptId: string; specJson: string };

/** The newest, which is the one that counts. */
export function latestSpec(db: Database, id: PromptId): SpecRow | undefined {
  const row = db.get<StoredSpecRow>(
    "latest spec",
    `SELECT prompt_id AS promptId, revision, spec_json AS specJson, generated_hash AS generatedHash,
     saved_at AS savedAt FROM prompt_specs WHERE prompt_id = @id ORDER BY revision DESC LIMIT 1`,
    { id },
  );
  if (row === undefined) return undefined;
  const { specJson, ...rest } = row;
  return { ...rest, promptId: promptId.parse(row.promptId), spec: promptSpec.parse(JSON.parse(specJson)) };
}

export function insertSpec(db: Database, { spec, ...row }: SpecRow): void {
  db.run(
    "insert spec",
    `INSERT INTO prompt_specs (prompt_id, revision, spec_json, generated_hash, saved_at)
     VALUES (@promptId, @revision, @specJson, @generatedHash, @savedAt)`,
    { ...row, specJson: JSON.stringify(spec) },
  );
}

export interface ValidationRow {
  validationId: ValidationId;
  promptId: PromptId;
  contentHash: string;
  specHash: string;
  inputsHash: string;
  compliance: number;
  issues: number;
  validInputs: number;
  totalInputs: number;
  clean: boolean;
  reportJson: string;
  at: string;
}

export function insertValidation(db: Database, row: ValidationRow): void {
  db.run(
    "insert validation",
    `INSERT INTO validations (id, prompt_id, content_hash, spec_hash, inputs_hash, compliance, issues, valid_inputs,
     total_inputs, clean, report_json, made_at) VALUES (@validationId, @promptId, @contentHash, @specHash, @inputsHash,
     @compliance, @issues, @validInputs, @totalInputs, @clean, @reportJson, @at)`,
    { ...row, clean: row.clean ? 1 : 0 },
  );
}

export type ValidationSummary = Omit<ValidationRow, "promptId" | "specHash" | "inputsHash" | "reportJson">;

export function listValidations(db: Database, id: PromptId, limit: number): ValidationSummary[] {
  return db
    .all<Omit<ValidationSummary, "validationId" | "clean"> & { validationId: string; clean: number }>(
      "list validations",
      `SELECT id AS validationId, content_hash AS contentHash, made_at AS at, compliance, issues,
       valid_inputs AS validInputs, total_inputs AS totalInputs, clean
       FROM validations WHERE prompt_id = @id ORDER BY sequence DESC LIMIT @limit`,
      { id, limit },
    )
    .map((row) => ({ ...row, validationId: validationId.parse(row.validationId), clean: row.clean === 1 }));
}
