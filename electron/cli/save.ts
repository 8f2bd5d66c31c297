import { readFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { type Command, Option } from "commander";
import { LatheError } from "#shared/contract/errors.ts";
import type { PromptContent } from "#shared/model/content.ts";
import { describeChange } from "#shared/text/describe-change.ts";
import { parsePromptFile } from "#shared/text/prompt-file.ts";
import { commonCommand } from "./common-command.ts";
import { badInput } from "./exit-codes.ts";
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
  const text = decode(
    file === "-" ? await readStdin(signal) : await readFile(file).catch(cannotRead(file)),
    file,
  );
  const reading = parsePromptFile(text, file === "-" ? {} : { fileName: file });
  if (reading.ok) return reading;
  const where = reading.path === "" ? "" : `${reading.path}: `;
  throw badInput(`${file === "-" ? "stdin" : file}: ${where}${reading.message}`);
}

async function save(session: Session, name: string, content: PromptContent, options: SaveOptions) {
  const { lathe, signal } = session;
  const existing = await lathe.call("prompts.find", { name }, signal).catch((error: unknown) => {
    if (error instanceof LatheError && error.code === "prompts.not-found") return null;
    throw error;
  });
  const prompt = existing ?? (await lathe.call("prompts.create", { name, content }, signal));
  const { promptId } = prompt;
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
  return { name: prompt.name, ...saved };
}

async function readStdin(signal: AbortSignal): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of addAbortSignal(signal, process.stdin)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Invalid UTF-8 is refused with the byte, not replaced in silence. */
function decode(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    let good = 0;
    let bad = bytes.length;
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      if (isUtf8(bytes.subarray(0, middle))) good = middle;
      else bad = middle;
    }
    throw badInput(`${file} is not UTF-8 text: byte ${good + 1} does not fit. Save it as UTF-8.`);
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const cannotRead = (file: string) => (error: NodeJS.ErrnoException) => {
  throw badInput(
    error.code === "ENOENT" ? `There is no file ${file}.` : `${file} cannot be read: ${error.message}`,
  );
};
