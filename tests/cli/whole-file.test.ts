import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/run-cli.ts";

const program = `
  import { writeWholeFile } from ${JSON.stringify(join(process.cwd(), "electron/cli/write-whole-file.ts"))};
  async function* pieces() { yield { text: "new".repeat(1_000) }; }
  await writeWholeFile(process.argv[1], pieces()).then(
    () => process.exit(0),
    ({ code }) => process.exit(code === "files.not-written" ? 7 : 8),
  );
`;

// What a limit on the size of files does, a disk does too that is full but for a last block: it takes a part of the text.
it.skipIf(process.platform === "win32")(
  "a disk that takes only a part of the last piece leaves the file that was there before",
  () => {
    const folder = temporaryFolder();
    const file = join(folder, "report.csv");
    writeFileSync(file, "old");
    const limited = 'ulimit -f 1; trap "" XFSZ; exec "$0" --input-type=module -e "$1" "$2"';
    const { status } = spawnSync("bash", ["-c", limited, process.execPath, program, file], {
      stdio: "ignore",
    });
    expect(status).toBe(7);
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["report.csv"]);
  },
);
