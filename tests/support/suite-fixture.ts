import { createPrompt } from "#core/prompts/index.ts";
import { keepContent } from "#core/store/content-store.ts";
import type { Database } from "#core/store/database.ts";
import { keepCase } from "#core/suites/case-store.ts";
import { suiteHash } from "#core/suites/suite-hash.ts";
import { type Check, check } from "#shared/model/check.ts";
import { promptContent } from "#shared/model/content.ts";
import {
  type CaseId,
  caseId,
  type PromptId,
  type SuiteId,
  type SuiteVersionId,
  suiteId,
  suiteVersionId,
} from "#shared/model/ids.ts";
import { type CaseContent, caseContent } from "#shared/model/suite.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { createTestPorts } from "./test-ports.ts";

/** A suite with a frozen version, and the prompt that it is for. */
export interface FixtureSuite {
  db: Database;
  promptId: PromptId;
  promptName: string;
  contentHash: string;
  suiteId: SuiteId;
  suiteVersionId: SuiteVersionId;
  suiteHash: string;
  checks: Check[];
  cases: { caseId: CaseId; hash: string; content: CaseContent }[];
}

let count = 0;
export const nextId = (prefix: string): string => {
  count += 1;
  return `${prefix}_fix${Date.now().toString(36)}${String(count).padStart(6, "0")}`;
};

export interface SuiteWish {
  /** Of an existing prompt; absent: one is made. */
  promptId?: PromptId;
  name?: string;
  checks?: (Pick<Check, "type"> & Partial<Check>)[];
  cases: number;
  caseOf?: (index: number) => Partial<CaseContent>;
}

export function addFixtureSuite(db: Database, wish: SuiteWish): FixtureSuite {
  const content = promptContent.parse({
    messages: [
      { role: "system", template: "You answer customers in one friendly sentence." },
      { role: "human", template: "{question}" },
    ],
    variables: [{ name: "question" }],
  });
  const name = wish.name ?? `Suite ${nextId("n").slice(-6)}`;
  return db.transaction(() => {
    const ports = createTestPorts({ ids: { next: nextId } });
    const promptId =
      wish.promptId ??
      createPrompt(
        { db, clock: ports.clock, ids: ports.ids, publish: () => {} },
        { name: `Prompt of ${name}`, description: "", folder: "", tags: [], content },
      ).promptId;
    const { promptName } = db.get<{ promptName: string }>(
      "fixture prompt",
      "SELECT name AS promptName FROM prompts WHERE id = @promptId",
      { promptId },
    ) ?? { promptName: "" };
    const checks = (wish.checks ?? [{ type: "contains", value: "thank you" }]).map((one) => check.parse(one));
    const id = suiteId.parse(nextId("sui"));
    const at = new Date(ports.clock.now()).toISOString();
    db.run(
      "fixture suite",
      `INSERT INTO suites (id, name, name_key, description, prompt_id, checks_json, threshold, revision, created_at, updated_at)
       VALUES (@id, @name, text_key(@name), '', @promptId, @checks, NULL, 1, @at, @at)`,
      { id, name, promptId, checks: JSON.stringify(checks), at },
    );
    const cases = Array.from({ length: wish.cases }, (_, index) => {
      const one = caseContent.parse({
        name: `Case ${index + 1}`,
        inputs: { question: `Where is my order ${index + 1}?` },
        expected: `Your order ${index + 1} is on its way, thank you.`,
        ...wish.caseOf?.(index),
      });
      return { caseId: caseId.parse(nextId("cas")), hash: keepCase(db, one), content: one };
    });
    for (const [position, one] of cases.entries()) {
      db.run(
        "fixture suite case",
        "INSERT INTO suite_cases (suite_id, case_id, position, case_hash, revision) VALUES (@id, @caseId, @position, @hash, 1)",
        { id, caseId: one.caseId, position, hash: one.hash },
      );
    }
    const versionId = suiteVersionId.parse(nextId("suv"));
    const manifest = canonicalJson({
      checks,
      threshold: null,
      cases: cases.map((one) => [one.caseId, one.hash]),
    });
    const hash = suiteHash({ checks, threshold: null }, JSON.stringify(cases.map((one) => one.hash)));
    db.run(
      "fixture suite version",
      `INSERT INTO suite_versions (id, suite_id, number, hash, cases, manifest_json, message, created_at)
       VALUES (@versionId, @id, 1, @hash, @cases, @manifest, '', @at)`,
      { versionId, id, hash, cases: cases.length, manifest, at },
    );
    return {
      db,
      promptId,
      promptName,
      contentHash: keepContent(db, content),
      suiteId: id,
      suiteVersionId: versionId,
      suiteHash: hash,
      checks,
      cases,
    };
  });
}
