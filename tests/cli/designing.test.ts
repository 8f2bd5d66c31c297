import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

const specText = `role: a support agent
task: Answer the customer's question.
constraints:
  - at most 60 words
  - Do not promise refunds.
`;

describe("design and validate", () => {
  it("lead from a spec in a file to a prompt that is held against it, and say no when a rule is gone", async () => {
    const home = temporaryFolder();
    const spec = join(home, "spec.yaml");
    writeFileSync(spec, specText);
    const shown = await runCli(["design", "--spec", spec], { home });
    expect(shown).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("[system]\n# Role\nYou are {role}."),
    });

    const made = await runCli(["design", "--spec", spec, "--save", "Reply", "--json"], { home });
    expect(made.json).toMatchObject({ name: "Reply", spec: { role: "a support agent" }, issues: [] });
    const inputs = join(home, "inputs.csv");
    writeFileSync(inputs, 'user_input\nWhere is my order?\n"Two\nlines"\n');
    const clean = await runCli(["validate", "Reply", "--inputs", inputs, "--json"], { home });
    expect(clean).toMatchObject({
      code: 0,
      json: { name: "Reply", version: null, clean: true, compliance: 1, totalInputs: 2, checked: 5, met: 5 },
    });

    const prompt = join(home, "prompt.json");
    const { content } = made.json as { content: { messages: { template: string }[] } };
    const [system] = content.messages;
    if (system !== undefined) system.template = system.template.replace("1. Use at most 60 words.\n", "");
    writeFileSync(prompt, JSON.stringify(content));
    await runCli(["save", "Reply", "--file", prompt], { home });
    writeFileSync(inputs, '{"user_input": "x"}');
    const issues = await runCli(["validate", "Reply@1.0.0", "--inputs", inputs], { home });
    expect(issues.code).toBe(1);
    expect(issues.stdout).toContain("constraints[0]: error constraint-missing: ");
    expect(issues.stdout).toContain("(fix: Add the rule to “Rules”)");
    expect(issues.stderr).toContain("80 % (4 of 5 points of the spec, 1 of 1 inputs valid), 1 issues.");
  });

  it("say what is the matter with a file that is no spec, and make nothing", async () => {
    const home = temporaryFolder();
    const spec = join(home, "spec.yaml");
    writeFileSync(spec, "- one\n- two\n");
    const refused = await runCli(["design", "--spec", spec, "--save", "P", "--json"], { home });
    expect(refused).toMatchObject({ code: 2, json: { error: { code: "cli.bad-input" } } });
    expect(await runCli(["validate", "P", "--json"], { home })).toMatchObject({ code: 2 });
  });
});
