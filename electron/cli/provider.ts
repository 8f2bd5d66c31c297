import type { Command } from "commander";
import type { Provider } from "#shared/model/provider.ts";
import { commonCommand, type Finish } from "./common-command.ts";
import { badInput, exitCodes } from "./exit-codes.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { note, printJson, printLine, table } from "./terminal.ts";

export function addProvider(program: Command, finish: Finish): void {
  const provider = commonCommand(
    "provider COMMAND",
    "Add, list and test OpenAI-compatible endpoints.",
    "provider add local --base-url http://127.0.0.1:11434/v1",
  );
  provider.addHelpText("after", vaultHelp);
  provider
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(testCommand(finish))
    .addCommand(allowCommand());
  program.addCommand(provider);
}

const vaultHelp = `
Keys that are entered in Settings are kept in the system's keyring where there is one, else in an encrypted file of the
workspace folder, else in memory. LATHE_VAULT=keyring|file|session forces one. With --key-env no key is kept at all.`;

const addCommand = (): Command =>
  commonCommand(
    "add NAME --base-url URL [options]",
    "Add an endpoint. Without --key-env no key is sent.",
    "provider add openai --base-url https://api.openai.com/v1 --key-env OPENAI_API_KEY",
  )
    .argument("<name>", "how models are named: NAME/MODEL")
    .requiredOption("--base-url <url>", "for example http://127.0.0.1:11434/v1")
    .option(
      "--key-env <variable>",
      "the environment variable that holds the key; read at each call, never stored",
    )
    .option("--concurrency <n>", "calls under way at once")
    .action(
      (name: string, options: CommonOptions & { baseUrl: string; keyEnv?: string; concurrency?: string }) =>
        withSession(options, async ({ lathe, json, signal }) => {
          const concurrency = options.concurrency === undefined ? undefined : Number(options.concurrency);
          if (concurrency !== undefined && !Number.isInteger(concurrency))
            throw badInput("--concurrency is a whole number.");
          const key =
            options.keyEnv === undefined
              ? { kind: "none" as const }
              : { kind: "environment" as const, variable: options.keyEnv };
          const limits = concurrency === undefined ? {} : { concurrency };
          const added = await lathe.call(
            "providers.add",
            { name, baseUrl: options.baseUrl, key, limits },
            signal,
          );
          if (json) return printJson(added);
          printLine(`Added ${added.name} (${added.baseUrl}). Test it: provider test ${added.name}`);
          if (added.key.kind === "environment" && !added.key.present)
            note(`${added.key.variable} is not set here yet.`);
        }),
    );

const listCommand = (): Command =>
  commonCommand("list [options]", "List the providers.", "provider list").action((options: CommonOptions) =>
    withSession(options, async ({ lathe, json, signal }) => {
      const providers = await lathe.call("providers.list", {}, signal);
      if (json) return printJson({ providers });
      const rows = providers.map((row) => [
        row.name,
        row.baseUrl ?? "built in",
        keyWords(row),
        String(row.limits.concurrency),
      ]);
      printLine(table([["NAME", "BASE URL", "KEY", "CONCURRENCY"], ...rows]));
    }),
  );

const testCommand = (finish: Finish): Command =>
  commonCommand(
    "test NAME [options]",
    "Ask an endpoint for its models: checks address and key.",
    "provider test local",
  )
    .argument("<name>", "the provider's name")
    .action((name: string, options: CommonOptions) =>
      withSession(options, async ({ lathe, json, signal }) => {
        const providers = await lathe.call("providers.list", {}, signal);
        const found = providerNamed(providers, name);
        const result = await lathe.call("providers.test", { providerId: found.providerId }, signal);
        if (!result.ok) finish(exitCodes.outside);
        if (json) return printJson({ name: found.name, ...result });
        if (!result.ok) return note(result.error?.message ?? "The test failed.");
        printLine(
          `${found.name} answers in ${Math.round(result.latencyMs)} ms and offers ${result.models.length} models:`,
        );
        for (const model of result.models) printLine(`  ${found.name}/${model}`);
      }),
    );

const allowCommand = (): Command =>
  commonCommand(
    "allow NAME [options]",
    "Let a provider's public name lead into your own network: for a server of your own.",
    "provider allow work",
  )
    .argument("<name>", "the provider's name")
    .action((name: string, options: CommonOptions) =>
      withSession(options, async ({ lathe, json, signal }) => {
        const { baseUrl } = providerNamed(await lathe.call("providers.list", {}, signal), name);
        if (baseUrl === null) throw badInput("The simulator calls nobody; there is nothing to allow.");
        const host = new URL(baseUrl).hostname;
        const { privateHosts: before } = await lathe.call("settings.read", {}, signal);
        const privateHosts = [...new Set([...before, host])];
        await lathe.call("settings.update", { patch: { privateHosts } }, signal);
        if (json) return printJson({ privateHosts });
        printLine(`${host} may lead into your own network now. Test it: provider test ${name}`);
      }),
    );

function providerNamed(providers: Provider[], name: string): Provider {
  const found = providers.find((row) => row.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw badInput(`There is no provider “${name}”; known are ${providers.map((row) => row.name).join(", ")}.`);
}

function keyWords({ key }: Provider): string {
  if (key.kind === "none") return "none";
  if (key.kind === "vault") return key.hint === "" ? "stored" : `stored, …${key.hint}`;
  return `${key.variable}${key.present ? "" : " (not set)"}`;
}
