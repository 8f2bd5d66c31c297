import { expect, it } from "vitest";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

it("a template is found, used under a name of one's own and counted; one that is not there ends with 2", async () => {
  const home = temporaryFolder();
  const lathe = (...args: string[]) => runCli(["templates", ...args], { home });
  const listed = await lathe("--category", "classification", "--language", "en", "--json");
  const [card] = listed.json.templates;
  expect(
    listed.json.templates.every(({ category }: { category: string }) => category === "classification"),
  ).toBe(true);
  const used = await lathe("use", card.name, "--as", "My sorting", "--json");
  expect(used).toMatchObject({
    code: 0,
    json: { template: card.key, name: "My sorting", version: "1.0.0", suite: { cases: card.cases } },
  });
  const shown = await lathe("--search", card.key.split("-")[0]);
  expect(shown.stdout).toMatch(new RegExp(`^${card.key} .* 1 +–$`, "m"));
  expect(await lathe("use", card.key, "--as", "my SORTING")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("“my SORTING (2)” is free"),
  });
  expect(await lathe("use", "No such template", "--json")).toMatchObject({
    code: 2,
    json: { error: { code: "templates.not-found" } },
  });
});
