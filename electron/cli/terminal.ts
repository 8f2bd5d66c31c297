/** Colours and cursor commands in foreign text must not reach the terminal; a pipe gets the text as it is. */
const forTerminal = (text: string): string => (process.stdout.isTTY ? stripControls(text) : text);

/**
 * Sequences with what belongs to them, where they are whole; of one that has no end only its start is taken out, since
 * everything after it would be gone otherwise. The one-byte forms (U+0090 …) are the same commands.
 */
const sequences = [
  String.raw`(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]`,
  String.raw`(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)`,
  String.raw`\x1b[@-Z\\^_]`,
];
const sequence = new RegExp(sequences.join("|"), "g");
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

const stripControls = (text: string): string => text.replace(sequence, "").replace(controls, "");

export const printText = (text: string): void => void process.stdout.write(forTerminal(text));
export const printLine = (text: string): void => printText(`${text}\n`);
export const printJson = (value: unknown): void =>
  void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
export const note = (text: string): void => void process.stderr.write(`${stripControls(text)}\n`);

/**
 * Goes on to the command's end when nobody reads any more (`| head` closes the pipe). The function it answers tells what
 * else went wrong with the output, such as a full disk; to be asked when all was printed.
 */
export function outliveReader(): () => Promise<NodeJS.ErrnoException | null> {
  let fault: NodeJS.ErrnoException | null = null;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") fault ??= error;
  });
  // There is no other place to complain in.
  process.stderr.on("error", () => {});
  return async () => {
    // A stream tells of its faults a turn later.
    await new Promise((resolve) => setImmediate(resolve));
    return fault;
  };
}

/** Columns padded to their widest cell; wide (CJK) characters count two. */
export function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => width(row[column] ?? ""))),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === row.length - 1 ? cell : cell + " ".repeat((widths[column] ?? 0) - width(cell)),
        )
        .join("  "),
    )
    .join("\n");
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u;
const width = (text: string): number =>
  [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
