import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { type PromptId, type VersionId, versionId } from "#shared/model/ids.ts";
import type { Bump, Semver, Version, VersionSummary } from "#shared/model/prompt.ts";
import { readContent } from "../store/content-store.ts";
import { draftOf, type PromptContext, promptOf, timeOf } from "./context.ts";
import { draftConflict, readDraft, replaceDraft } from "./drafts.ts";
import { putDraft, touchPrompt } from "./prompt-store.ts";
import { searchTextOf } from "./prompts.ts";
import {
  findVersion,
  findVersionByNumber,
  insertJournal,
  insertVersion,
  latestVersion,
  listVersions as listRows,
} from "./version-store.ts";

/** Makes the draft a version; the same content as the latest one makes nothing new. */
export function saveVersion(
  context: PromptContext,
  input: ParsedInput<"prompts.save-version">,
): Output<"prompts.save-version"> {
  const { promptId } = input;
  const saved = context.db.transaction(() => {
    promptOf(context, promptId);
    const draft = draftOf(context, promptId);
    if (draft.revision !== input.revision) throw draftConflict(draft.revision, null);
    const latest = latestVersion(context.db, promptId);
    if (latest?.contentHash === draft.contentHash) return { row: latest, unchanged: true };

    const row = appendVersion(context, promptId, {
      contentHash: draft.contentHash,
      message: input.message,
      bump: input.bump,
      revertOf: null,
    });
    const at = timeOf(context);
    putDraft(context.db, promptId, {
      revision: draft.revision,
      contentHash: draft.contentHash,
      baseVersionId: row.versionId,
      searchText: searchTextOf(readContent(context.db, draft.contentHash)),
      at: draft.savedAt,
    });
    insertJournal(context.db, {
      promptId,
      kind: "version",
      revision: draft.revision,
      contentHash: draft.contentHash,
      session: "",
      at,
    });
    touchPrompt(context.db, promptId, at);
    return { row, unchanged: false };
  });
  if (!saved.unchanged) context.publish({ type: "version.saved", promptId, versionId: saved.row.versionId });
  return { version: withContent(context, saved.row), unchanged: saved.unchanged };
}

/** Saves an old version's content as a new version and as the draft. What the draft held stays in the journal. */
export function revertTo(
  context: PromptContext,
  input: ParsedInput<"prompts.revert">,
): Output<"prompts.revert"> {
  const { promptId } = input;
  const reverted = context.db.transaction(() => {
    promptOf(context, promptId);
    const target = findVersion(context.db, input.versionId);
    if (target === undefined || target.promptId !== promptId) throw noSuchVersion("");
    const latest = latestVersion(context.db, promptId);
    const unchanged = latest?.contentHash === target.contentHash;
    const row =
      unchanged && latest !== undefined
        ? latest
        : appendVersion(context, promptId, {
            contentHash: target.contentHash,
            message: input.message ?? `Go back to ${target.version}`,
            bump: "patch",
            revertOf: target.version,
          });
    replaceDraft(context, promptId, readContent(context.db, target.contentHash), {
      kind: "revert",
      revision: draftOf(context, promptId).revision + 1,
      baseVersionId: row.versionId,
      session: input.session,
    });
    return { row, unchanged };
  });
  const draft = readDraft(context, promptId);
  if (!reverted.unchanged)
    context.publish({ type: "version.saved", promptId, versionId: reverted.row.versionId });
  context.publish({ type: "draft.saved", promptId, revision: draft.revision, session: input.session });
  return { version: withContent(context, reverted.row), draft, unchanged: reverted.unchanged };
}

export function listVersions(
  context: PromptContext,
  input: ParsedInput<"prompts.versions">,
): Output<"prompts.versions"> {
  const { versionCount } = promptOf(context, input.promptId);
  const rows = listRows(context.db, input.promptId, input.before, input.limit + 1);
  const versions = rows.slice(0, input.limit);
  return {
    versions,
    next: rows.length > input.limit ? (versions.at(-1)?.sequence ?? null) : null,
    total: versionCount,
  };
}

export function readVersion(context: PromptContext, id: VersionId): Version {
  const row = findVersion(context.db, id);
  if (row === undefined) throw noSuchVersion("");
  return withContent(context, row);
}

/** By number such as "1.0.2" (a leading v is allowed), or the latest. */
export function findVersionOf(
  context: PromptContext,
  promptId: PromptId,
  number: string | undefined,
): Version {
  const { name } = promptOf(context, promptId);
  const latest = latestVersion(context.db, promptId);
  if (latest === undefined) {
    throw new LatheError({
      code: "prompts.no-version",
      message: `“${name}” has no saved version yet; save one first.`,
    });
  }
  if (number === undefined || number === "latest") return withContent(context, latest);
  const row = findVersionByNumber(context.db, promptId, number.replace(/^v/, ""));
  if (row === undefined) throw noSuchVersion(` ${number} of “${name}”; the latest is ${latest.version}`);
  return withContent(context, row);
}

const noSuchVersion = (which: string): LatheError =>
  new LatheError({ code: "prompts.version-not-found", message: `There is no version${which}.` });

const withContent = (context: PromptContext, row: VersionSummary): Version => ({
  ...row,
  content: readContent(context.db, row.contentHash),
});

function appendVersion(
  context: PromptContext,
  promptId: PromptId,
  made: { contentHash: string; message: string; bump: Bump; revertOf: Semver | null },
): VersionSummary {
  const latest = latestVersion(context.db, promptId);
  const row: VersionSummary = {
    versionId: versionId.parse(context.ids.next("ver")),
    promptId,
    version: latest === undefined ? "1.0.0" : nextVersion(latest.version, made.bump),
    sequence: (latest?.sequence ?? 0) + 1,
    message: made.message,
    contentHash: made.contentHash,
    parentId: latest?.versionId ?? null,
    revertOf: made.revertOf,
    createdAt: timeOf(context),
  };
  insertVersion(context.db, row);
  return row;
}

/** semver.org §6–8: a raised part sets the parts to its right to zero. */
function nextVersion(version: Semver, bump: Bump): Semver {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  if (bump === "major") return `${major + 1}.0.0`;
  if (bump === "minor") return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${patch + 1}`;
}
