import type { Chunk, Output, ParsedInput } from "#shared/contract/operations.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import {
  type CaseRequest,
  caseRequest,
  caseRequestMessages,
  proposedCasesSchema,
} from "#shared/suites/case-request.ts";
import { ProposalReader, readProposal } from "#shared/suites/proposed-cases.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { callInPieces, type ModelRequest } from "../providers/index.ts";
import { readSettings } from "../settings/index.ts";
import { sha256 } from "../store/content-store.ts";
import { listCases, listCaseWindow, readCase } from "./case-store.ts";
import { type SuiteContext, suiteOf } from "./context.ts";
import { readCoverage } from "./coverage.ts";
import { inSlices } from "./slices.ts";

/** As many as show what the cases look like without filling the request. */
const shownExamples = 6;
/** In UTF-16 units, of all examples together. */
const longestExamples = 8_000;

/** Asks a model for cases and tells each as soon as it is whole. Nothing is stored. */
export async function* generateCases(
  context: SuiteContext,
  input: ParsedInput<"suites.generate-cases">,
  signal: AbortSignal,
): AsyncGenerator<Chunk<"suites.generate-cases">, Output<"suites.generate-cases">> {
  const asked = await requestOf(context, input, signal);
  const model = input.model ?? input.content.model.model ?? readSettings(context.db).defaultModel;
  const request: ModelRequest = {
    model,
    messages: caseRequestMessages(input.content, asked),
    settings: { responseFormat: "json-schema" },
    tools: [],
    outputSchema: proposedCasesSchema,
    repeatIndex: 0,
  };
  const there = new Set(
    await inSlices(listCases(context.db, input.suiteId), signal, ({ hash }) =>
      askedBy(readCase(context.db, hash)),
    ),
  );
  const counts = { proposed: 0, dropped: 0 };
  const call = callInPieces(context.models, request, signal);
  let reader = new ProposalReader();
  for await (const piece of call.pieces()) {
    if (piece === null) {
      // The call is made again from its start: what was told already is then there twice, and is dropped.
      reader = new ProposalReader();
      continue;
    }
    for (const json of reader.read(piece)) {
      const proposed = counts.proposed < input.count ? readProposal(json, asked) : null;
      if (proposed === null || there.has(askedBy(proposed.case))) {
        counts.dropped += 1;
        continue;
      }
      there.add(askedBy(proposed.case));
      counts.proposed += 1;
      yield proposed;
    }
  }
  const { costUsd } = await call.answer;
  return { ...counts, costUsd, simulated: context.models.isSimulated(model) };
}

const askedBy = ({ inputs, turns }: Pick<CaseContent, "inputs" | "turns">): string =>
  sha256(canonicalJson([inputs, turns]));

async function requestOf(
  context: SuiteContext,
  { suiteId, content, count, wish }: ParsedInput<"suites.generate-cases">,
  signal: AbortSignal,
): Promise<CaseRequest> {
  suiteOf(context, suiteId);
  const { cases, variables } = await readCoverage(context, { suiteId, content }, signal);
  const examples: CaseRequest["examples"] = [];
  let length = 0;
  const window = { offset: 0, limit: shownExamples };
  for (const { content: one } of listCaseWindow(context.db, suiteId, { search: "" }, window).cases) {
    const example = { inputs: one.inputs, expected: one.expected };
    length += JSON.stringify(example).length;
    if (length > longestExamples) break;
    examples.push(example);
  }
  const missing = Object.fromEntries(
    variables.flatMap(({ name, missing: kinds, missingOptions }) => {
      const all = [...kinds.filter((kind) => kind !== "option"), ...missingOptions];
      return all.length === 0 ? [] : [[name, all]];
    }),
  );
  return caseRequest(content, { count, there: cases, examples, missing, wish });
}
