import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

/** A workspace with one suite of three cases, and a way to write files beside it. */
async function withSuite(text = "id,question,expected,tags\n1,one,A,x\n2,two,B,\n3,three,C,y") {
  const home = temporaryFolder();
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(home, name), content);
    return join(home, name);
  };
  const lathe = (...args: string[]) => runCli(["suite", ...args], { home });
  const made = await lathe("import", "Orders", "--file", file("cases.csv", text), "--json");
  return { home, file, lathe, made };
}

describe("suite import", () => {
  it("makes the suite, and tells of a second file what is new, changed, the same and left out", async () => {
    const { lathe, file, made } = await withSuite();
    expect(made).toMatchObject({
      code: 0,
      json: { name: "Orders", cases: 3, counts: { add: 3, update: 0, same: 0, skip: 0 } },
    });
    const next = file(
      "next.csv",
      "id,question,expected,tags\n1,one,A,x\n2,two,changed,\n4,four,D,\n4,twice,E,",
    );
    const dry = await lathe("import", "orders", "--file", next, "--dry-run", "--json");
    const counts = { add: 1, update: 1, same: 1, skip: 1 };
    expect(dry).toMatchObject({ code: 0, json: { counts, dryRun: true } });
    expect((await lathe("show", "Orders", "--json")).json.cases).toHaveLength(3);

    const done = await lathe("import", "orders", "--file", next);
    expect(done.stdout).toBe("Orders: added 1, changed 1, 1 the same, left out 1; 4 cases now.\n");
    expect(done.stderr).toContain("Row 5: Row 4 has the key “4” as well");
    const shown = (await lathe("show", "Orders", "--json")).json.cases;
    expect(shown.map(({ expected }: { expected: string }) => expected)).toEqual(["A", "changed", "C", "D"]);
  });

  it("leaves what is there as it is with --only-new", async () => {
    const { lathe, file } = await withSuite();
    const next = file("next.csv", "id,question\n1,changed\n9,new");
    const { json } = await lathe("import", "Orders", "--file", next, "--only-new", "--json");
    expect(json.counts).toEqual({ add: 1, update: 0, same: 0, skip: 1 });
  });

  it("takes columns as --map says, one by one or from a file", async () => {
    const { lathe, file } = await withSuite();
    const cases = file("other.csv", "q,must,=x\nWhere?,refund,1");
    const map = file("map.json", '{"must": "check:icontains"}');
    const done = await lathe(
      "import",
      "Mapped",
      "--file",
      cases,
      "--map",
      "q=input:message",
      "--map",
      map,
      "--map",
      "=x=skip",
    );
    expect(done).toMatchObject({ code: 0 });
    const [only] = (await lathe("show", "Mapped", "--json")).json.cases;
    expect(only).toMatchObject({
      inputs: { message: "Where?" },
      checks: [{ type: "icontains", value: "refund" }],
    });
    expect(Object.keys(only.inputs)).toEqual(["message"]);
  });

  it("reads values as the prompt's variables are declared", async () => {
    const home = temporaryFolder();
    const prompt = {
      messages: [{ role: "human", template: "{n} times {text}" }],
      templateFormat: "f-string",
      variables: [
        { name: "n", type: "number" },
        { name: "text", type: "text" },
      ],
    };
    await runCli(["save", "Times", "--file", "-"], { home, input: JSON.stringify(prompt) });
    await runCli(["suite", "import", "S", "--file", "-", "--prompt", "Times"], {
      home,
      input: "n,text\n3,007",
    });
    const { json } = await runCli(["suite", "show", "S", "--json"], { home });
    expect(json).toMatchObject({ promptName: "Times", cases: [{ inputs: { n: 3, text: "007" } }] });
  });

  it("refuses bad input with exit 2 and one line, and changes nothing", async () => {
    const { lathe, file } = await withSuite();
    const bad: [what: string, args: string[], said: RegExp][] = [
      ["a file that is not there", ["--file", "/nowhere.csv"], /no file/],
      [
        "bytes that are not UTF-8",
        ["--file", file("latin.csv", Uint8Array.from([0x71, 0x0a, 0xe9, 0x0a]))],
        /not UTF-8/,
      ],
      ["no cases", ["--file", file("empty.csv", "q\n")], /no cases/],
      ["broken JSON", ["--file", file("x.json", '{"cases": [')], /JSON/],
      ["a key twice", ["--file", file("twice.json", '[{"q": 1, "q": 2}]')], /twice/],
      ["a column that is not there", ["--file", file("q.csv", "q\nx"), "--map", "nope=skip"], /no column/],
      ["a target that is none", ["--file", file("q.csv", "q\nx"), "--map", "q=nonsense"], /no target/],
      [
        "a map that is no object",
        ["--file", file("q.csv", "q\nx"), "--map", file("m.json", "[1]")],
        /JSON object/,
      ],
      ["a prompt that is not there", ["--file", file("q.csv", "q\nx"), "--prompt", "Nope"], /no prompt/],
      ["no file at all", [], /--file/],
    ];
    for (const [what, args, said] of bad) {
      const refused = await lathe("import", "Orders", ...args);
      expect(refused, what).toMatchObject({ code: 2, stdout: "" });
      expect(refused.stderr, what).toMatch(said);
      expect(refused.stderr, what).not.toMatch(/^\s+at /m);
    }
    expect((await lathe("show", "Orders", "--json")).json.cases).toHaveLength(3);
  });
});

describe("suite export", () => {
  it.each(["csv", "tsv", "jsonl", "json", "yaml"])(
    "as %s is the same when it is imported again",
    async (format) => {
      const { lathe, home } = await withSuite('id,question,expected\n1,=1+1,"a\nb"\n2,你好,"x, ""y"""');
      const out = join(home, `out.${format}`);
      expect(await lathe("export", "Orders", "--format", format, "-o", out)).toMatchObject({
        code: 0,
        stdout: "",
      });
      const { json } = await lathe("import", "Orders", "--file", out, "--dry-run", "--json");
      expect(json.counts).toEqual({ add: 0, update: 0, same: 2, skip: 0 });
      if (format === "csv") expect(readFileSync(out, "utf8")).toContain("'=1+1");
    },
  );

  it("leaves the file that is there as it is, and no half one, where it cannot be written", async () => {
    const { lathe, home, file } = await withSuite();
    const out = file("out.csv", "mine");
    expect(await lathe("export", "No such suite", "-o", out)).toMatchObject({ code: 2 });
    expect(readFileSync(out, "utf8")).toBe("mine");
    const refused = await lathe("export", "Orders", "-o", join(home, "no", "folder.csv"));
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain("folder is not there");
    expect(readdirSync(home).filter((name) => name.includes("part"))).toEqual([]);
  });

  it("prints the text alone, and with --json one document", async () => {
    const { lathe } = await withSuite();
    expect((await lathe("export", "Orders", "--format", "jsonl")).stdout.trim().split("\n")).toHaveLength(3);
    const { json } = await lathe("export", "Orders", "--format", "csv", "--json");
    expect(json).toMatchObject({ cases: 3, text: expect.stringContaining("question") });
  });
});

describe("suite list and show", () => {
  it("tell what there is, and what there is not", async () => {
    const { lathe } = await withSuite();
    expect((await lathe("list")).stdout).toMatch(/NAME.*\nOrders +3/);
    expect((await lathe("list", "--json")).json.suites).toMatchObject([{ name: "Orders", cases: 3 }]);
    const shown = await lathe("show", "Orders");
    expect(shown.stdout).toContain("Orders – 3 cases, for any prompt");
    expect(shown.stdout).toMatch(/1 +one +x/);
    const missing = await lathe("show", "Nope", "--json");
    expect(missing).toMatchObject({ code: 2, json: { error: { code: "suites.not-found" } } });
    expect(missing.stderr).toContain("Orders");
  });
});
