import { solve } from "./arithmetic.ts";
import type { Instructions } from "./instructions.ts";
import { chooseLabel } from "./labels.ts";
import { hasSpaces, languageOf, type ReplyLanguage } from "./language.ts";
import type { Material } from "./material.ts";
import { phrases } from "./phrases.ts";
import { answers, centralSentences, rankPassages } from "./relevance.ts";
import { countWords, shorten } from "./shorten.ts";
import { translate } from "./translate.ts";
import { keyPhrases, stableNumber } from "./words.ts";

/** The reply as text: what the task is about, in the language, tone and form that the prompt asks for. */
export function compose(instructions: Instructions, material: Material): string {
  const language = instructions.language ?? languageOf(material.topic);
  if (instructions.task === "classify") return chooseLabel(instructions.labels, material.data);
  if (instructions.task === "translate") {
    const text = translate(material.data, languageOf(material.data), language);
    return shorten(text, instructions, language);
  }
  const body = bodyOf(instructions, material, language);
  const short = fitting(body, instructions, language);
  return lengthen(short, instructions, material, language);
}

/** Leaves out sentences of the middle first, then the opening, then the closing; cuts only what is still too long. */
function fitting(body: Body, instructions: Instructions, language: ReplyLanguage): string {
  const fits = (text: string) => shorten(text, instructions, language) === text;
  const counts = body.sentences.map((_, index) => body.sentences.length - index);
  const candidates = [
    ...counts.map((count) =>
      frame({ ...body, sentences: body.sentences.slice(0, count) }, instructions, language),
    ),
    frame({ ...body, sentences: body.sentences.slice(0, 1) }, { ...instructions, tone: null }, language),
    frame({ sentences: body.sentences.slice(0, 1), bare: true }, instructions, language),
  ];
  return candidates.find(fits) ?? shorten(candidates.at(-1) ?? "", instructions, language);
}

interface Body {
  sentences: string[];
  /** Complete as it stands: nothing is said around it. */
  bare: boolean;
}

function bodyOf(instructions: Instructions, material: Material, language: ReplyLanguage): Body {
  const { topic } = material;
  const own = phrases[language];
  if (topic.trim() === "") return { sentences: [own.empty], bare: true };
  if (
    /^(?:hi|hello|hey|good (?:morning|evening)|你好|您好|嗨|bonjour|hallo|hola|こんにちは)[\s!！.。?？]*$/i.test(
      topic,
    )
  ) {
    return { sentences: [own.greeting], bare: true };
  }
  const solved = solve(topic);
  if (solved !== null) return { sentences: [solved], bare: false };
  if (instructions.task === "summarise") {
    const count = instructions.sentences ?? instructions.items ?? 3;
    return { sentences: inLanguage(centralSentences(material.data, count), material, language), bare: true };
  }
  if (instructions.task === "answer" && (material.facts.length > 0 || instructions.onlyFromFacts)) {
    const found = fromFacts(instructions, material, language);
    if (found !== null) return found;
  }
  const [a, b, c] = threeKeys(topic, language);
  const kind =
    instructions.task === "write" ? own.written : instructions.form === "steps" ? own.steps : own.about;
  const sentences = kind(a, b, c);
  const count = instructions.items ?? (instructions.tone === "concise" ? 2 : 4);
  // Another topic starts elsewhere, so that two replies do not look alike.
  const turn = instructions.form === "steps" || own.spare.includes(c) ? 0 : stableNumber(topic) % 2;
  return { sentences: repeatTo([...sentences.slice(turn), ...sentences.slice(0, turn)], count), bare: false };
}

/** For each question the sentence of the facts that answers it; what they do not hold is said, or left to the model. */
function fromFacts(instructions: Instructions, material: Material, language: ReplyLanguage): Body | null {
  const own = phrases[language];
  const chosen = new Set<string>();
  for (const question of [...material.questions.slice(0, 12), material.topic]) {
    if (question === material.topic && chosen.size > 0) break;
    const [best] = rankPassages(question, material.facts);
    if (best !== undefined && answers(best)) chosen.add(best.text);
  }
  if (chosen.size === 0) {
    const { fallback } = instructions;
    if (fallback?.exact) return { sentences: [fallback.text], bare: true };
    if (fallback === null && !instructions.onlyFromFacts) return null;
    const [a] = threeKeys(material.topic, language);
    return { sentences: [own.noted(a), fallback?.text ?? own.notInFacts], bare: false };
  }
  const sentences = [...chosen].slice(0, instructions.items ?? (instructions.tone === "concise" ? 1 : 4));
  if (instructions.quote) return { sentences: [own.fromFacts, ...sentences.map(own.quoted)], bare: false };
  return { sentences: inLanguage(sentences.map(ended), material, language), bare: false };
}

const ended = (sentence: string): string =>
  /[.!?。！？”"]$/.test(sentence)
    ? sentence
    : `${sentence}${/\p{Script=Han}[）)]?$/u.test(sentence) ? "。" : "."}`;

/** Sentences taken from text in another language are not translated: their key phrases are spoken of instead. */
function inLanguage(sentences: string[], material: Material, language: ReplyLanguage): string[] {
  const source = languageOf(sentences.join(" "));
  if (source === language || sentences.length === 0) return sentences;
  const own = phrases[language];
  return [
    own.fromFacts,
    ...own.about(...threeKeys(sentences.join("\n") || material.topic, language)).slice(0, sentences.length),
  ];
}

function threeKeys(text: string, language: ReplyLanguage): [string, string, string] {
  const [spareB, spareC] = phrases[language].spare;
  const [a = text.trim().slice(0, 40), b = spareB, c = spareC] = keyPhrases(text, 3);
  return [a, b, c];
}

function frame({ sentences, bare }: Body, instructions: Instructions, language: ReplyLanguage): string {
  const own = phrases[language];
  const { tone, form, signature } = instructions;
  const lines = listed(sentences, form, language);
  if (bare) return lines;
  const opening = tone === null ? "" : (own.opening[tone] ?? "");
  const closing = instructions.nextStep ? own.nextStep : tone === null ? "" : (own.closing[tone] ?? "");
  const gap = form === "prose" ? (hasSpaces(language) ? " " : "") : "\n\n";
  const text = [opening, lines, closing].filter((part) => part !== "").join(gap);
  return signature === null ? text : `${text}\n\n${signature}`;
}

function listed(sentences: string[], form: Instructions["form"], language: ReplyLanguage): string {
  if (form === "steps") return sentences.map((sentence, index) => `${index + 1}. ${sentence}`).join("\n");
  if (form === "bullets") return sentences.map((sentence) => `- ${sentence}`).join("\n");
  return sentences.join(hasSpaces(language) ? " " : "");
}

const repeatTo = (sentences: string[], count: number): string[] =>
  Array.from(
    { length: Math.min(Math.max(count, 1), 30) },
    (_, index) => sentences[index % sentences.length] ?? "",
  );

/** "At least N words": goes on about the topic until it is long enough. */
function lengthen(
  text: string,
  { minWords }: Instructions,
  material: Material,
  language: ReplyLanguage,
): string {
  const wanted = Math.min(minWords ?? 0, 2_000);
  const more = phrases[language].about(...threeKeys(material.topic, language));
  let long = text;
  for (let turn = 0; lengthOf(long, language) < wanted; turn += 1) {
    long += `${hasSpaces(language) ? " " : ""}${more[turn % more.length]}`;
  }
  return long;
}

const lengthOf = (text: string, language: ReplyLanguage): number =>
  hasSpaces(language) ? countWords(text) : text.length;
