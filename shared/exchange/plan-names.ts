import { promptName, tagName } from "../model/prompt.ts";
import { suiteName } from "../model/suite.ts";
import { storedText } from "../model/text.ts";
import { nameOfFile } from "./folder.ts";
import type { FoundPrompt, FoundSuite } from "./found.ts";
import { exchangeNote } from "./note.ts";

const longestName = 120;

/** What was found, with a name, a description and tags that can be kept; what had to be changed is told with it. */
export function withUsableNames<T extends FoundPrompt | FoundSuite>(found: T, path: string): T {
  const wanted = found.name.trim() === "" ? nameOfFile(path) : found.name;
  const name = usableName(wanted, found.kind);
  const tags = new Set<string>();
  const losses = [...found.losses];
  for (const tag of found.tags) {
    const read = tagName.safeParse(tag);
    if (read.success) tags.add(read.data);
    else losses.push(exchangeNote("tag-left-out", { tag: shortened(tag, 60) }));
  }
  const kept = [...tags].slice(0, 50);
  for (const tag of [...tags].slice(50)) losses.push(exchangeNote("tag-left-out", { tag }));
  const isTold = name === found.name.trim() || found.name.trim() === "";
  const description = storedText.safeParse(found.description);
  if (!description.success) losses.push(exchangeNote("value-left-out", { field: "description" }));
  return {
    ...found,
    name,
    description: description.success ? description.data : "",
    tags: kept,
    losses,
    warnings: isTold
      ? found.warnings
      : [...found.warnings, exchangeNote("name-changed", { from: shortened(found.name, 80) })],
  };
}

/** One line without what the command line needs for itself (`@`, a dash in front). */
export function usableName(wanted: string, kind: "prompt" | "suite"): string {
  const oneLine = wanted
    .replace(/[\p{Control}\u2028\u2029\s]+/gu, " ")
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "")
    .trim();
  const plain = kind === "prompt" ? oneLine.replaceAll("@", " at ").replace(/^[-\s]+/, "") : oneLine;
  const cut = shortened(plain.replace(/ {2,}/g, " ").trim(), longestName);
  const schema = kind === "prompt" ? promptName : suiteName;
  const read = schema.safeParse(cut);
  return read.success ? read.data : kind === "prompt" ? "Imported prompt" : "Imported suite";
}

/** The next name that is not taken, and its number; `before`: the number that was found last. */
export function nextFreeName(
  name: string,
  isTaken: (name: string) => boolean,
  before = 0,
): { name: string; count: number } {
  for (let count = before + 1; ; count += 1) {
    const ending = count === 1 ? "" : ` (${count})`;
    const free = count === 1 ? name : `${shortened(name, longestName - ending.length)}${ending}`;
    if (!isTaken(free)) return { name: free, count };
  }
}

const shortened = (text: string, most: number): string =>
  text.length <= most
    ? text
    : text
        .slice(0, most)
        .replace(/[\uD800-\uDBFF]$/, "")
        .trimEnd();
