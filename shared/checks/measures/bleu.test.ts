import { expect, test } from "vitest";
import { bleu, modifiedPrecision } from "./bleu.ts";
import { bleuTokens } from "./words.ts";

const words = (text: string) => text.split(" ");

// Papineni et al. 2002, “BLEU: a Method for Automatic Evaluation of Machine Translation”, examples 1 and 2.
const candidate1 = words(
  "It is a guide to action which ensures that the military always obeys the commands of the party",
);
const candidate2 = words(
  "It is to insure the troops forever hearing the activity guidebook that party direct",
);
const references = [
  "It is a guide to action that ensures that the military will forever heed Party commands",
  "It is the guiding principle which guarantees the military forces always being under the command of the Party",
  "It is the practical guide for the army always to heed the directions of the party",
].map(words);

test.each([
  [candidate1, 1, "17/18"],
  [candidate2, 1, "8/14"],
  [candidate1, 2, "10/17"],
  [candidate2, 2, "1/13"],
])(
  "a repeated word counts no oftener than a reference has it (Papineni's figures, %#)",
  (own, n, fraction) => {
    const { matches, total } = modifiedPrecision(own, references, n);
    expect(`${matches}/${total}`).toBe(fraction);
  },
);

test("seven times “the” has two of seven right, as in the paper's example 2", () => {
  const own = words("the the the the the the the");
  const others = ["the cat is on the mat", "there is a cat on the mat"].map(words);
  expect(modifiedPrecision(own, others, 1)).toEqual({ matches: 2, total: 7 });
});

test("sentences score as NLTK documents them (sentence_bleu, smoothing method3)", () => {
  expect(bleu(candidate1, references)).toBeCloseTo(0.5045666840058485, 12);
  expect(bleu(candidate1, references.slice(0, 1))).toBeCloseTo(0.41180376356915777, 12);
  expect(bleu(candidate2, references)).toBeCloseTo(0.06963003305718092, 12);
});

// sacreBLEU 2.6.0, BLEU(effective_order=True), tokenize 13a for the first group and zh for the second.
test.each([
  ["The cat sat on the mat.", ["The cat is on the mat."], 0.4889230224349009],
  ["Hello, world!", ["Hello world"], 0.1899589214128981],
  [
    "the the the the the the the",
    ["the cat is on the mat", "there is a cat on the mat"],
    0.07809849842300637,
  ],
  ["It costs 1,234.5 dollars - really?", ["It costs 1,234.5 dollars, really!"], 0.43472087194499137],
  ["short", ["short text here today"], 0.049787068367863965],
  ["They said &quot;no&quot; to 3.5%", ['They said "no" to 3.5 %'], 1],
  ["a b", ["a b"], 1],
  ["nothing alike", ["completely different words here"], 0],
  ["我今天很高兴。", ["我今天非常高兴。"], 0.35640264633541824],
  ["你好 world, GPT-4 版本", ["你好 world, GPT 4 版本"], 0.42383656282787785],
])("“%s” scores as sacreBLEU scores it", (candidate, others, score) => {
  expect(bleu(bleuTokens(candidate), others.map(bleuTokens))).toBeCloseTo(score, 12);
});

test("no text has no score, and no reference gives none", () => {
  expect(bleu([], [words("a b")])).toBe(0);
  expect(bleu(words("a b"), [[]])).toBe(0);
  expect(bleu([], [[]])).toBe(0);
});
