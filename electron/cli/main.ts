import { fileURLToPath } from "node:url";

/** The entry of the built program. An older Node dies without a word in the database binding, so it is asked first. */
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  process.stderr.write(
    `Lathe needs Node ≥ 24, this is ${process.versions.node}. Start it with \`npm run lathe\`.\n`,
  );
  process.exit(2);
}
/** The build puts this program in `out/host` and the page beside it; a chunk of it would not know where it is. */
const rendererFolder = fileURLToPath(new URL("../renderer", import.meta.url));
const { runCommandLine } = await import("./command-line.ts");

process.exitCode = await runCommandLine(process.argv.slice(2), rendererFolder);
