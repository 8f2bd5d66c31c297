import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

describe("find", () => {
  it("prints prompt, role, line and column of each place, ends with 0, and with 1 where there is none", async () => {
    const home = temporaryFolder();
    const file = join(home, "prompt.json");
    const messages = [
      { role: "system", template: "Be kind.\nA Refund takes time;\tprefunded ones too." },
      { role: "human", template: "请退款 {order}" },
    ];
    writeFileSync(file, JSON.stringify({ messages }));
    await runCli(["save", "Reply", "--file", file], { home });
    const find = (...more: string[]) => runCli(["find", ...more], { home });

    const loose = await find("refund");
    expect(loose).toMatchObject({ code: 0, stderr: expect.stringContaining("2 matches in 1 prompt.") });
    expect(loose.stdout.split("\n")[0]).toBe(
      "Reply: message 1 (system) 2:3: A Refund takes time; prefunded ones too.",
    );
    const strict = await find("退款", "--word", "--case", "--in", "latest", "--json");
    expect(strict).toMatchObject({
      code: 0,
      json: { matches: 1, isCut: false, found: [{ name: "Reply", version: { version: "1.0.0" } }] },
    });
    expect(strict.json.found[0].matches[0]).toMatchObject({ start: 1, end: 3, line: 1, column: 2 });
    expect(await find("refund", "--word", "--case")).toMatchObject({ code: 1, stdout: "" });
    expect(await find("x", "--in", "nowhere")).toMatchObject({ code: 2 });
  });
});
