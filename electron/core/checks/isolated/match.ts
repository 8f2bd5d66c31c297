import type { Isolated } from "#shared/checks/subject.ts";
import { fault, messageOf } from "./wire.ts";

type MatchInput = Parameters<Isolated["match"]>[0];
type MatchAnswer = Awaited<ReturnType<Isolated["match"]>>;

/** Compiled patterns, the one that was used last at the end. */
const compiled = new Map<string, RegExp>();
const keptPatterns = 200;

/** The first match anywhere in the text. */
export function match({ pattern, flags, text }: MatchInput): MatchAnswer {
  let regex: RegExp;
  try {
    regex = compile(pattern, flags);
  } catch (error) {
    return fault("invalid", messageOf(error));
  }
  const found = regex.exec(text);
  return found === null ? null : { groups: [...found], index: found.index };
}

function compile(pattern: string, flags: string): RegExp {
  const key = `${flags}/${pattern}`;
  // `g` and `y` would begin where the last text ended.
  const regex = compiled.get(key) ?? new RegExp(pattern, flags.replace(/[gy]/g, ""));
  compiled.delete(key);
  compiled.set(key, regex);
  if (compiled.size > keptPatterns) compiled.delete(compiled.keys().next().value as string);
  return regex;
}
