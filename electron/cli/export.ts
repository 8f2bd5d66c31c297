import { lstat, mkdir, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { type Command, Option } from "commander";
import { type ExportedFile, type ExportFormat, exportFormat } from "#shared/model/exchange.ts";
import { commonCommand } from "./common-command.ts";
import { badInput } from "./exit-codes.ts";
import { draftReference, findPrompt, findVersion, splitReference } from "./prompt-reference.ts";
import { type CommonOptions, type Session, withSession } from "./session.ts";
import { note, printJson, printText } from "./terminal.ts";
import { writeWholeFile } from "./write-whole-file.ts";

type ExportOptions = CommonOptions & { format: ExportFormat; out?: string; suite?: string; force?: boolean };

export function addExport(program: Command): void {
  program.addCommand(
    commonCommand(
      "export NAME[@VERSION] --format FORMAT [options]",
      "Write a version of a prompt (the draft where there is none, or with @draft) in the form of another tool. What that form cannot hold is told first.",
      'export "Customer reply@1.0.1" --format promptfoo -o promptfooconfig.yaml',
    )
      .argument("<reference>", "NAME, NAME@VERSION or NAME@draft")
      .addOption(
        new Option("--format <format>", "the form").choices(exportFormat.options).makeOptionMandatory(),
      )
      .option("-o, --out <file>", "where to, a file or a folder; absent: stdout")
      .option("--suite <name>", "the suite that goes along, where the form holds tests")
      .option("--force", "replace a file that is there")
      .action((reference: string, options: ExportOptions) =>
        withSession(options, async (session) => {
          const { lathe, signal } = session;
          const named = await promptOf(session, reference);
          const suite =
            options.suite === undefined
              ? null
              : await lathe.call("suites.find", { name: options.suite }, signal);
          const { files, losses } = await lathe.call(
            "exchange.export",
            {
              promptId: named.promptId,
              versionId: named.versionId,
              format: options.format,
              suiteId: suite?.suiteId ?? null,
            },
            signal,
          );
          if (!session.json) for (const { text } of losses) note(text);
          const told = { name: named.name, version: named.version, format: options.format };
          if (options.out === undefined) {
            if (session.json) return printJson({ ...told, files, losses });
            return printFiles(files);
          }
          const written = await placesOf(files, options.out, options.force === true);
          for (const { path, text } of written) {
            await mkdir(dirname(path), { recursive: true });
            await writeWholeFile(path, inOnePiece(text));
          }
          if (session.json)
            return printJson({ ...told, files: written.map(({ path }) => ({ file: path })), losses });
          for (const { path } of written) note(`Written: ${path}`);
        }),
      ),
  );
}

async function promptOf(session: Session, reference: string) {
  const { name, version: number } = splitReference(reference);
  const prompt = await findPrompt(session, name);
  const { promptId } = prompt;
  const isDraft = number === draftReference || (number === undefined && prompt.latestVersion === null);
  if (isDraft) return { promptId, name: prompt.name, version: null, versionId: null };
  const { version } = await findVersion(session, reference);
  return { promptId, name: prompt.name, version: version.version, versionId: version.versionId };
}

function printFiles(files: readonly ExportedFile[]): void {
  const [only] = files;
  if (files.length !== 1 || only === undefined)
    throw badInput(
      `This form has ${files.length} files (${files.map(({ name }) => name).join(", ")}): name a folder for them with -o.`,
    );
  printText(only.text);
}

/** The main file under the name that was asked for, the others beside it; none of them over one that is there. */
async function placesOf(
  files: readonly ExportedFile[],
  out: string,
  isForced: boolean,
): Promise<{ path: string; text: string }[]> {
  const isFolder = out.endsWith("/") || ((await stat(out).catch(() => null))?.isDirectory() ?? false);
  const folder = resolve(isFolder ? out : dirname(out));
  const places = files.map(({ name, text }, index) => {
    const path = !isFolder && index === 0 ? resolve(out) : join(folder, name);
    const inside = relative(folder, path);
    if (inside === "" || inside === ".." || inside.startsWith(`..${sep}`))
      throw badInput(`“${name}” would lie outside of ${folder}.`);
    return { path, text };
  });
  for (const { path } of places) {
    const isThere = (await lstat(path).catch(() => null)) !== null;
    if (isThere && !isForced) throw badInput(`${path} is there already; --force replaces it.`);
  }
  return places;
}

async function* inOnePiece(text: string): AsyncGenerator<{ text: string }> {
  yield { text };
}
