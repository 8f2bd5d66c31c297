/** Cuts text into what it is about: sentences, terms, key phrases. */

const stopWords = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by can
  cannot could did do does doing don down during each either few for from further get give got had has have having he her
  here hers him his how i if in into is it its itself just know let like made make many may me might more most must my
  need no nor not now of off on once only or other our out over own per please same shall she should so some such tell
  than thank thanks that the their them then there these they this those through to too under until up us use very want
  was we well were what when where which while who whom why will with would you your yours yes hi hello dear kindly
  answer write reply question following based according given explain describe happens happen still there's ago say says
  said tell told want wants going go one two three create generate summarize summarise translate really much`.split(
    /\s+/,
  ),
);

const stopCharacters =
  /[的了吗呢吧啊呀嘛么我你您他她它们是在和与及或就都也很还又再把被给对从到向为以等这那哪个些什怎请问想要能会可不没有上下中里去来说让做用着过得地之其]/u;

export function splitSentences(text: string): string[] {
  return text
    .split(/\n+/)
    .flatMap((line) =>
      line.split(
        /(?<=[.!?…]["”')\]]?)\s+(?=[\p{Lu}\p{N}"“'(\p{Script=Han}])|(?<=[。！？；]["”’）】]?)(?!["”’）】])/u,
      ),
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** Without the mark of a list entry or heading, and in one line. */
export const withoutMark = (line: string): string =>
  line.replace(/^\s*(?:[-*•·>]|#{1,6}|\(?\d{1,2}[.)、）](?!\d)|[a-z]\))\s*/, "").trim();

const stem = (word: string): string => {
  if (word.length <= 3 || /\d/.test(word)) return word;
  const bare = word.replace(/(?:'s|’s)$/, "");
  const cut = bare.replace(/(?:ies)$/, "y").replace(/(?:ing|edly|ed|es|s|ly)$/, "");
  return cut.length >= 3 ? cut.replace(/e$/, "") : bare;
};

/** What a text is about, in an order-free form: stems of its content words, numbers, and pairs of Chinese characters. */
export function termsOf(text: string): Set<string> {
  const terms = new Set<string>();
  for (const [token] of text
    .toLowerCase()
    .matchAll(/[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}'’.-]*|\p{Script=Han}+/gu)) {
    if (/\p{Script=Han}/u.test(token)) {
      for (const run of token.split(stopCharacters)) {
        for (let at = 0; at + 1 < run.length; at += 1) terms.add(run.slice(at, at + 2));
      }
      continue;
    }
    const word = token.replace(/[.'’-]+$/, "");
    if (word.length >= 2 && !stopWords.has(word)) terms.add(stem(word));
    else if (/^\d$/.test(word)) terms.add(word);
  }
  return terms;
}

/** Runs of content words, the fullest first, each once; Chinese runs end at grammatical characters. */
export function keyPhrases(text: string, max: number): string[] {
  const found = new Map<string, { phrase: string; score: number; at: number }>();
  const add = (phrase: string, score: number) => {
    const key = phrase.toLowerCase();
    const known = found.get(key);
    if (known) known.score += 1;
    else found.set(key, { phrase, score, at: found.size });
  };
  for (const [part] of text.matchAll(/[^.,;:!?()[\]{}"“”«»<>\n。，；：！？、（）【】《》]+/gu)) {
    for (const run of part.match(/\p{Script=Han}+/gu) ?? []) {
      for (const piece of run.split(stopCharacters)) {
        if (piece.length >= 2) add(piece.slice(0, 10), Math.min(piece.length, 5) / 2);
      }
    }
    let words: string[] = [];
    const flush = () => {
      const capped = words.slice(0, 4);
      if (capped.length > 0 && capped.join("").length > 2)
        add(capped.join(" "), capped.length + (/^\p{Lu}|\d/u.test(capped[0] ?? "") ? 0.5 : 0));
      words = [];
    };
    for (const token of part.replace(/\p{Script=Han}+/gu, " \n ").split(/ +/)) {
      const word = token.trim().replace(/^['’]+|['’.]+$/g, "");
      if (
        !/^[\p{Script=Latin}\p{N}]/u.test(word) ||
        /n['’]t$/i.test(word) ||
        stopWords.has(word.toLowerCase().replace(/['’].*$/, ""))
      )
        flush();
      else words.push(word);
    }
    flush();
  }
  return [...found.values()]
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, max)
    .map(({ phrase }) => phrase);
}

/** A stable number for a text, for choices that must look free and stay the same (FNV-1a, 32 bits). */
export function stableNumber(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

export const pick = <T>(choices: readonly [T, ...T[]], seed: string): T =>
  choices[stableNumber(seed) % choices.length] ?? choices[0];
