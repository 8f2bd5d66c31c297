/** better-sqlite3 ends an older Node without a word; this says it first. */
export default function requireNode24(): void {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 24)
    throw new Error(`The tests need Node ≥ 24, this is ${process.versions.node}: use \`npm run unit\`.`);
}
