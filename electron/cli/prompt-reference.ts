import type { Output } from "#shared/contract/operations.ts";
import { badInput } from "./exit-codes.ts";
import type { Session } from "./session.ts";

/** In place of a version: the draft as it stands. No version has this name. */
export const draftReference = "draft";

/** `NAME` or `NAME@VERSION`. A prompt's name never holds an @. */
export function splitReference(reference: string): { name: string; version: string | undefined } {
  const at = reference.lastIndexOf("@");
  if (at < 0) return { name: reference, version: undefined };
  const name = reference.slice(0, at);
  const version = reference.slice(at + 1);
  if (name === "" || version === "") {
    throw badInput(
      `“${reference}” is not a prompt: write NAME or NAME@VERSION, for example "Order reply@1.0.2".`,
    );
  }
  return { name, version };
}

export async function findPrompt(session: Session, name: string): Promise<Output<"prompts.find">> {
  return session.lathe.call("prompts.find", { name }, session.signal);
}

/** The version that a reference names; the latest where it names none. */
export async function findVersion(session: Session, reference: string) {
  const { name, version } = splitReference(reference);
  const prompt = await findPrompt(session, name);
  return {
    prompt,
    version: await session.lathe.call(
      "prompts.find-version",
      { promptId: prompt.promptId, version },
      session.signal,
    ),
  };
}

/** The content that a reference names: of the version, of the latest one, or of the draft where there is no version. */
export async function readReference(session: Session, reference: string) {
  const { name, version: number } = splitReference(reference);
  const prompt = await findPrompt(session, name);
  if (number === undefined && prompt.latestVersion === null) {
    const { draft } = await session.lathe.call("prompts.open", { promptId: prompt.promptId }, session.signal);
    return {
      promptId: prompt.promptId,
      name: prompt.name,
      version: null,
      message: null,
      contentHash: draft.contentHash,
      content: draft.content,
    };
  }
  const { version } = await findVersion(session, reference);
  const { message, contentHash, content } = version;
  return {
    promptId: prompt.promptId,
    name: prompt.name,
    version: version.version,
    message,
    contentHash,
    content,
  };
}
