/** The entry of the built program. An older Node dies without a word in the database binding, so it is asked first. */
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  process.stderr.write(
    `Lathe needs Node ≥ 24, this is ${process.versions.node}. Start it with \`npm run lathe\`.\n`,
  );
  process.exit(2);
}
const { runCommandLine } = await import("./command-line.ts");

export {};

process.exitCode = await runCommandLine(process.argv.slice(2));
