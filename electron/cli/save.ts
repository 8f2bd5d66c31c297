import { type Command, Option } from "commander";
import { LatheError } from "#shared/contract/errors.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { describeChange } from "#shared/text/describe-change.ts";
import { parsePromptFile } from "#shared/text/prompt-file.ts";
import { commonCommand } from "./common-command.ts";
import { badInput } from "./exit-codes.ts";
import { warnOf } from "./lint.ts";
import { readText } from "./read-text.ts";
import { type CommonOptions, type Session, withSession } from "./session.ts";
import { note, printJson, printLine } from "./terminal.ts";

type SaveOptions = CommonOptions & { file: string; message?: string; bump: "patch" | "minor" | "major" };

export function addSave(program: Command): void {
  program.addCommand(
    commonCommand(
      "save NAME --file FILE [options]",
      "Save a version of a prompt from a file; makes the prompt where it is new.",
      'save "Order reply" --file order-reply.json --message "Ask for the order number"',
    )
      .argument("<name>", "the prompt's name")
      .requiredOption("--file <file>", "JSON with messages, variables, model …, or plain text; - reads stdin")
      .option("--message <text>", "what changed (default: described from the difference)")
      .addOption(
        new Option("--bump <part>", "which part of the version number to raise")
          .choices(["patch", "minor", "major"])
          .default("patch"),
      )
      .action((name: string, options: SaveOptions) =>
        withSession(options, async (session) => {
          const { content, notes } = await readPromptFile(options.file, session.signal);
          for (const line of notes) note(line);
          warnOf(content, name);
          const saved = await save(session, name, content, options);
          if (session.json) {
            const { version, message, contentHash, versionId } = saved.version;
            return printJson({
              name: saved.name,
              version,
              message,
              contentHash,
              versionId,
              unchanged: saved.unchanged,
            });
          }
          printLine(
            saved.unchanged
              ? `Unchanged: ${saved.name}@${saved.version.version} has this content already.`
              : `Saved ${saved.name}@${saved.version.version}: ${saved.version.message}`,
          );
        }),
      ),
  );
}

async function readPromptFile(
  file: string,
  signal: AbortSignal,
): Promise<{ content: PromptContent; notes: string[] }> {
  const text = await readText(file, signal);
  const reading = parsePromptFile(text, file === "-" ? {} : { fileName: file });
  if (reading.ok) return reading;
  const where = reading.path === "" ? "" : `${reading.path}: `;
  throw badInput(`${file === "-" ? "stdin" : file}: ${where}${reading.message}`);
}

async function save(session: Session, name: string, content: PromptContent, options: SaveOptions) {
  const { lathe, signal } = session;
  const find = () => lathe.call("prompts.find", { name }, signal);
  const create = () => lathe.call("prompts.create", { name, content }, signal);
  // Another terminal may make the prompt between the two.
  const prompt = await find().catch(
    unless("prompts.not-found", () => create().catch(unless("prompts.name-taken", find))),
  );
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await saveInto(session, prompt, content, options);
    } catch (error) {
      // A page that is being typed into, or another terminal, was in between; its text is in the journal.
      const isConflict = error instanceof LatheError && error.code === "prompts.draft-conflict";
      if (!isConflict || attempt === maxAttempts) throw error;
    }
  }
}

const maxAttempts = 10;

async function saveInto(
  { lathe, signal }: Session,
  { promptId, name }: PromptSummary,
  content: PromptContent,
  options: SaveOptions,
) {
  const { draft, latest } = await lathe.call("prompts.open", { promptId }, signal);
  const { revision } = await lathe.call(
    "prompts.save-draft",
    { promptId, baseRevision: draft.revision, content, session: "cli" },
    signal,
  );
  const message = options.message ?? describeChange(latest?.content ?? null, content, "en");
  const saved = await lathe.call(
    "prompts.save-version",
    { promptId, revision, message, bump: options.bump },
    signal,
  );
  const wasChanged = latest !== null && draft.contentHash !== latest.contentHash;
  if (wasChanged && draft.contentHash !== saved.version.contentHash) {
    note(`The draft of “${name}” had changes without a version; they are kept in its journal.`);
  }
  return { name, ...saved };
}

const unless =
  <T>(code: string, instead: () => Promise<T>) =>
  (error: unknown): Promise<T> => {
    if (error instanceof LatheError && error.code === code) return instead();
    throw error;
  };
