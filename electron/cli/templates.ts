import { type Command, Option } from "commander";
import { type TemplateCard, type TemplateCategory, templateCategories } from "#shared/model/template.ts";
import { commonCommand } from "./common-command.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { note, printJson, printLine, table } from "./terminal.ts";

type ListOptions = CommonOptions & {
  category?: TemplateCategory;
  search: string;
  language?: TemplateCard["language"];
  own?: boolean;
};

export function addTemplates(program: Command): void {
  program.addCommand(
    commonCommand(
      "templates [command] [options]",
      "List the library's templates.",
      "templates --category rag",
    )
      .addOption(new Option("--category <category>", "only those of it").choices(templateCategories))
      .option(
        "--search <text>",
        "only those with these words in name, description, use case, tags or text",
        "",
      )
      .addOption(new Option("--language <language>", "of their words").choices(["en", "zh", "other"]))
      .option("--own", "only your own")
      .action((options: ListOptions) =>
        withSession(options, async ({ lathe, signal, json }) => {
          const { category, search, language, own: onlyOwn = false } = options;
          const { templates } = await lathe.call(
            "templates.list",
            { search, onlyOwn, ...(category && { category }), ...(language && { language }) },
            signal,
          );
          if (json) return printJson({ templates });
          if (templates.length === 0) return note("No template fits. “lathe templates” lists all.");
          printLine(
            table([
              ["KEY", "NAME", "CATEGORY", "LANGUAGE", "CASES", "USES", "LAST TEST"],
              ...templates.map((card) => [
                card.key,
                card.name,
                card.category,
                card.language,
                card.cases === 0 ? "–" : String(card.cases),
                String(card.uses),
                scoreText(card),
              ]),
            ]),
          );
        }),
      )
      .addCommand(makeCommand()),
  );
}

const makeCommand = (): Command =>
  commonCommand(
    "use NAME [options]",
    "Make a prompt of a template, with its suite.",
    'templates use shop-chat-reply-zh --as "My replies"',
  )
    .argument("<name>", "the template's name or key")
    .option("--as <name>", "what the prompt is called (default: the template's name, or the next free one)")
    .option("--no-suite", "without the suite")
    .action((name: string, options: CommonOptions & { as?: string; suite: boolean }) =>
      withSession(options, async ({ lathe, signal, json }) => {
        const { key } = await lathe.call("templates.find", { name }, signal);
        const { prompt, suiteId } = await lathe.call(
          "templates.use",
          { key, withSuite: options.suite, ...(options.as !== undefined && { name: options.as }) },
          signal,
        );
        const suite = suiteId === null ? null : await lathe.call("suites.read", { suiteId }, signal);
        const { promptId, latestVersion } = prompt;
        if (json)
          return printJson({
            template: key,
            promptId,
            name: prompt.name,
            version: latestVersion,
            suite: suite && { suiteId, name: suite.name, cases: suite.cases },
          });
        printLine(`${prompt.name} ${latestVersion}`);
        if (suite !== null)
          note(
            `Test it: lathe test "${prompt.name}" --suite "${suite.name}" --model simulator/default (${suite.cases} cases)`,
          );
      }),
    );

function scoreText({ lastScore }: TemplateCard): string {
  if (lastScore === null) return "–";
  const { passed, cases, model, simulated } = lastScore;
  return `${passed}/${cases} passed, ${simulated && !model.startsWith("simulator/") ? "simulator " : ""}${model}`;
}
