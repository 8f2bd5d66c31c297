import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { writers } from "#shared/exchange/formats.ts";
import type { ExportSource } from "#shared/exchange/found.ts";
import type { SuiteId } from "#shared/model/ids.ts";
import { promptOf, readDraft, readVersion } from "../prompts/index.ts";
import { findWorkingSuite, readWorkingSuite } from "../suites/index.ts";
import type { ExchangeContext } from "./context.ts";
import { readSpecOf } from "./specs.ts";

/** The files of an export and what they leave out. Writes nothing. */
export function exportPrompt(
  context: ExchangeContext,
  { promptId, versionId, format, suiteId }: ParsedInput<"exchange.export">,
): Output<"exchange.export"> {
  const { name, description, tags } = promptOf(context.prompts, promptId);
  const version = versionId === null ? null : readVersion(context.prompts, versionId);
  if (version !== null && version.promptId !== promptId) {
    throw new LatheError({
      code: "prompts.version-not-found",
      message: `There is no such version of “${name}”.`,
    });
  }
  const write = writers[format];
  if (write === undefined) {
    throw new LatheError({
      code: "exchange.cannot-export",
      message: `Lathe does not write ${format} yet.`,
      details: { said: `Lathe does not write ${format} yet.` },
    });
  }
  return write({
    name,
    description,
    tags,
    version: version?.version ?? null,
    message: version?.message ?? "",
    content: version?.content ?? readDraft(context.prompts, promptId).content,
    spec: readSpecOf(context, promptId),
    suite: suiteId === null ? null : suiteOf(context, suiteId),
  });
}

function suiteOf({ suites }: ExchangeContext, suiteId: SuiteId): ExportSource["suite"] {
  if (findWorkingSuite(suites, suiteId) === undefined) {
    throw new LatheError({
      code: "suites.not-found",
      message: "This suite is not in the workspace; it may have been removed in another window.",
    });
  }
  const { name, description, checks, threshold, cases, readCase } = readWorkingSuite(suites, suiteId);
  return { name, description, checks, threshold, cases: cases.map(({ hash }) => readCase(hash)) };
}
