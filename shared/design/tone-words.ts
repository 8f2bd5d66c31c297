import { demands, normalise, type Searched } from "./says.ts";

/** Words that name one tone, in both languages; the first match decides. */
const tones: readonly RegExp[] = [
  /\bfriendl|\bwarm|\bkind(?:ly|ness)?\b|\bwelcoming|\bcordial|友好|友善|亲切|热情|温暖|热心/,
  /\bprofessional|\bbusiness-?like|专业|职业化/,
  /\bformal|正式|庄重/,
  /\bcasual|\binformal|\bconversational|\brelaxed|轻松|随意|口语/,
  /\bconcise|\bbrief|\bshort\b|\bsuccinct|\bterse|\bto the point|简洁|简短|简明|精炼|言简意赅/,
  /\baccura|\bprecise|\bexact|\bfactual|\bcorrect|准确|精确|确切|严谨/,
  /\bpolite|\bcourteous|\brespectful|礼貌|客气|尊重|有礼/,
  /\bcalm|\bcomposed|\bmeasured|冷静|沉着|平和|平静/,
  /\bempath|\bunderstanding|\bcompassion|\bsympath|\bcaring|共情|同理|体贴|关怀|理解/,
  /\bhumorous|\bfunny|\bwitty|\bplayful|\blively|幽默|风趣|俏皮|活泼/,
  /\bneutral|\bobjective|\bimpartial|\bunbiased|\bmatter-of-fact|中立|客观/,
  /\bclear|\bplain|\bsimple|\beasy to understand|清楚|清晰|明了|易懂|通俗/,
  /\bconfident|\bassertive|\bassured|自信|笃定|坚定/,
  /\benthusias|\benergetic|\blively|\bcheerful|\bexcit|活泼|活力|积极|欢快/,
  /\bserious|\bsober|\bsolemn|严肃|认真/,
  /\bencourag|\bsupportive|\bpositive|鼓励|支持|正面/,
  /\bpatient|耐心/,
  /\bapolog|\bsorry|歉/,
  /\bpersuasive|\bconvincing|有说服力|劝说/,
  /\bhonest|\bsincere|\bcandid|\bgenuine|真诚|诚恳|坦诚/,
];

/** Whether a text asks for a tone: in its words, or in others that name the same. */
export function asksForTone(text: Searched, tone: string): boolean {
  if (demands(text, tone, false)) return true;
  const parts = normalise(tone)
    .split(/\s*(?:[,，、;；/&+]|\band\b|\bbut\b|且|又|和|而|并)\s*/u)
    .filter((part) => part !== "");
  if (parts.length === 0) return false;
  const met = parts.filter((part) => {
    // By word: one that stands for two tones is met by either of them.
    const same = Map.groupBy(
      tones.filter((pattern) => pattern.test(part)),
      (pattern) => pattern.exec(part)?.index ?? 0,
    );
    return same.size === 0
      ? demands(text, part, false)
      : [...same.values()].every((patterns) => patterns.some((pattern) => isAsked(text.text, pattern)));
  });
  return met.length >= parts.length * 0.6;
}

function isAsked(text: string, pattern: RegExp): boolean {
  for (const { index } of text.matchAll(new RegExp(pattern.source, "gu"))) {
    const before = text.slice(Math.max(0, index - 16), index);
    if (
      !/(?:\bnot|n't|\bnever|\bavoid|\bless|\bwithout)\s+(?:\w+\s+)?$|(?:不要|不必|不得|避免|不)(?:太|过于|过分)?$/u.test(
        before,
      )
    )
      return true;
  }
  return false;
}
