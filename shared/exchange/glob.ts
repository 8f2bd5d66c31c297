/**
 * Patterns of paths as promptfoo and shells have them: `*` and `?` within one name, `**` for any folders, `[a-z]`,
 * `{one,other}`. Takes time in proportion to text × pattern: no pattern of a hostile file becomes a regular expression.
 */
export function matchesGlob(path: string, pattern: string): boolean {
  const names = path.split("/");
  return expandBraces(pattern).some((one) => matchNames(names, one.split("/")));
}

export const isGlob = (text: string): boolean => /[*?[\]{}]/.test(text);

const mostAlternatives = 100;

/** The innermost braces first; what is too much stays as it is, and matches no file. */
function expandBraces(pattern: string): string[] {
  let open = [pattern];
  for (;;) {
    const next: string[] = [];
    let changed = false;
    for (const one of open) {
      const [whole, inner] = /\{([^{}]*)\}/.exec(one) ?? [];
      if (whole === undefined || inner === undefined || !inner.includes(",")) {
        next.push(one);
        continue;
      }
      changed = true;
      const at = one.indexOf(whole);
      for (const choice of inner.split(","))
        next.push(one.slice(0, at) + choice + one.slice(at + whole.length));
    }
    if (next.length > mostAlternatives) return [pattern];
    if (!changed) return next;
    open = next;
  }
}

/** Wildcards go back to the last star only: of two stars the earlier one never has to take more. */
function matchSequence<T>(
  items: readonly T[],
  parts: readonly string[],
  star: string,
  matches: (item: T, part: string) => boolean,
): boolean {
  let item = 0;
  let part = 0;
  let starAt = -1;
  let starItem = 0;
  while (item < items.length) {
    const wanted = parts[part];
    if (wanted === star) {
      starAt = part;
      starItem = item;
      part += 1;
    } else if (wanted !== undefined && matches(items[item] as T, wanted)) {
      item += 1;
      part += 1;
    } else if (starAt >= 0) {
      starItem += 1;
      item = starItem;
      part = starAt + 1;
    } else return false;
  }
  while (parts[part] === star) part += 1;
  return part === parts.length;
}

const matchNames = (names: readonly string[], parts: readonly string[]): boolean =>
  matchSequence(names, parts, "**", matchName);

function matchName(name: string, part: string): boolean {
  // A shell shows no hidden file for a star.
  if (name.startsWith(".") && !part.startsWith(".")) return false;
  return matchSequence([...name], marks(part), "*", matchCharacter);
}

/** One entry for each character of a name: a character, `?`, `*`, or a set such as `[a-z]`. */
function marks(part: string): string[] {
  const found: string[] = [];
  const characters = [...part];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] as string;
    const end = character === "[" ? characters.indexOf("]", at + 2) : -1;
    if (end < 0) found.push(character);
    else {
      found.push(characters.slice(at, end + 1).join(""));
      at = end;
    }
  }
  return found;
}

function matchCharacter(character: string, mark: string): boolean {
  if (mark === "?") return true;
  if (mark.length < 3 || !mark.startsWith("[")) return mark === character;
  const isNegated = mark[1] === "!" || mark[1] === "^";
  const set = [...mark.slice(isNegated ? 2 : 1, -1)];
  const found = set.some((one, at) => {
    if (set[at + 1] === "-" && set[at + 2] !== undefined)
      return one <= character && character <= (set[at + 2] as string);
    return one === character;
  });
  return found !== isNegated;
}
