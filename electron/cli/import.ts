import { type Command, Option } from "commander";
import type { Output } from "#shared/contract/operations.ts";
import { type ImportFormat, type ImportItem, importFormat } from "#shared/model/exchange.ts";
import { commonCommand } from "./common-command.ts";
import { badInput } from "./exit-codes.ts";
import { ImportFiles } from "./import-files.ts";
import { findPrompt } from "./prompt-reference.ts";
import { type CommonOptions, type Session, withSession } from "./session.ts";
import { note, printJson, printLine, table } from "./terminal.ts";

type ImportOptions = CommonOptions & {
  format?: ImportFormat;
  dryRun?: boolean;
  as?: string;
  newVersionOf?: string;
};
type Choice = {
  itemId: string;
  action: "add" | "version" | "skip";
  name?: string;
  promptId?: ImportPromptId;
};
type ImportPromptId = NonNullable<Output<"exchange.import">["items"][number]["promptId"]>;

export function addImport(program: Command): void {
  program.addCommand(
    commonCommand(
      "import PATH… [options]",
      "Take prompts and data sets of other tools into the workspace. Files are read as text: nothing in them is run, fetched or opened outside of their folder, and nothing here is replaced.",
      "import promptfooconfig.yaml --dry-run",
    )
      .argument("<paths...>", "files and folders; - reads stdin")
      .addOption(
        new Option("--format <format>", "where name and text of the files do not tell").choices(
          importFormat.options,
        ),
      )
      .option("--as <name>", "the name of the one prompt that is imported")
      .option("--new-version-of <name>", "make the one prompt a new version of this one")
      .option("--dry-run", "say what would be done, and do nothing")
      .action((paths: string[], options: ImportOptions) =>
        withSession(options, async (session) => {
          const given = new ImportFiles(session.signal);
          await given.take(paths);
          const { preview, source } = await previewOf(session, given, options.format);
          if (!session.json)
            for (const { path, why } of given.skipped) note(`${path} ${why}, and was not read.`);
          const choices = await choicesOf(session, preview.items, options);
          const isDry = options.dryRun === true;
          const items = isDry
            ? planned(preview.items, choices)
            : (await session.lathe.call("exchange.import", { ...source, choices }, session.signal)).items;
          if (session.json) {
            return printJson({
              items: items.map(({ source: path, kind, name, action, losses, warnings }) => ({
                source: path,
                kind,
                name,
                action,
                losses,
                warnings,
              })),
              unread: preview.unread,
              wanted: preview.wanted,
              skipped: given.skipped,
              dryRun: isDry,
            });
          }
          tell(items, preview, isDry);
        }),
      ),
  );
}

/** How often files may refer to further files. */
const mostRounds = 5;

async function previewOf({ lathe, signal }: Session, given: ImportFiles, format?: ImportFormat) {
  if (given.files.length === 0) throw badInput("There is no file that could be read.");
  for (let round = 1; ; round += 1) {
    const source = { files: given.files, ...(format === undefined ? {} : { format }) };
    const preview = await lathe.call("exchange.preview", source, signal);
    const isMore = round < mostRounds && (await given.takeWanted(preview.wanted));
    if (isMore) continue;
    if (preview.items.length > 0) return { preview, source };
    const reasons = preview.unread.slice(0, 5).map(({ path, note: why }) => `${path}: ${why.text}`);
    throw badInput(`Nothing to import was found. ${reasons.join(" ")}`.trim());
  }
}

async function choicesOf(
  session: Session,
  items: readonly ImportItem[],
  options: ImportOptions,
): Promise<Choice[]> {
  const choices = items.map(({ itemId, suggested }): Choice => ({ itemId, action: suggested }));
  const { as: name, newVersionOf } = options;
  if (name === undefined && newVersionOf === undefined) return choices;
  const option = name === undefined ? "--new-version-of" : "--as";
  if (name !== undefined && newVersionOf !== undefined)
    throw badInput("--as names a new prompt, --new-version-of one that is there: give one of them.");
  const prompts = items.flatMap(({ kind }, index) => (kind === "prompt" ? [index] : []));
  const candidates = prompts.length === 0 && name !== undefined ? items.map((_, index) => index) : prompts;
  const choice = choices[candidates[0] ?? -1];
  if (candidates.length !== 1 || choice === undefined)
    throw badInput(`${option} is for one prompt; there are ${candidates.length} in these files.`);
  if (newVersionOf === undefined) Object.assign(choice, { action: "add", name });
  else {
    const { promptId } = await findPrompt(session, newVersionOf);
    Object.assign(choice, { action: "version", promptId });
  }
  return choices;
}

type Told = Pick<ImportItem, "source" | "kind" | "name" | "losses" | "warnings"> & {
  action: Choice["action"];
};

const planned = (items: readonly ImportItem[], choices: readonly Choice[]): Told[] =>
  items.map((item, index) => {
    const { action = "skip", name } = choices[index] ?? {};
    return { ...item, action, name: action === "add" ? (name ?? item.freeName) : item.name };
  });

const past = { add: "added", version: "new version", skip: "skipped" };
const future = { add: "add", version: "new version", skip: "skip" };

function tell(items: readonly Told[], preview: Output<"exchange.preview">, isDry: boolean): void {
  const words = isDry ? future : past;
  printLine(
    table([
      ["SOURCE", "KIND", "NAME", isDry ? "WOULD" : "ACTION", "LOSSES"],
      ...items.map((one) => [
        one.source,
        one.kind,
        one.name,
        words[one.action],
        one.losses.length === 0 ? "–" : String(one.losses.length),
      ]),
    ]),
  );
  for (const one of items) {
    for (const { text } of one.losses) note(`${one.source}, ${one.name}: ${text}`);
    for (const { text } of one.warnings) note(`${one.source}, ${one.name}: ${text}`);
  }
  for (const { path, note: why } of preview.unread) note(`${path}: ${why.text}`);
  if (preview.wanted.length > 0) note(`Referred to and not there: ${preview.wanted.join(", ")}.`);
  const isThere = items.some(({ action }, index) => action === "skip" && preview.items[index]?.taken?.isSame);
  if (isThere) note("What is skipped is in the workspace already and says the same.");
}
