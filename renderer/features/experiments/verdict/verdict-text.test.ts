import { afterAll, describe, expect, it } from "vitest";
import { i18n, speak, startI18n } from "../../../i18n/i18n.ts";
import { effectText } from "./effect-text.ts";
import { leftOutLines, noteLines } from "./note-text.ts";
import { armOf, comparisonOf, experimentOf, notComparable, verdictScenes } from "./verdict-scenes.ts";
import { directionalOf, otherReasonsOf, readingOf, remedyOf, sentenceOf, whoOf } from "./verdict-text.ts";

await startI18n("en");
afterAll(() => speak("en"));

const t = () => i18n.t;
const plan = experimentOf([]).plan;
const two = { plan, arms: 2 };
const { bBetter, aBetter, noDifference, cannotTell, directional, costRatio } = verdictScenes;

describe.each([
  {
    language: "en" as const,
    sentences: [
      [bBetter, "B is better"],
      [aBetter, "A is better"],
      [noDifference, "No difference that matters"],
      [cannotTell, "Cannot tell yet: about 566 more cases"],
      [comparisonOf({ verdict: "cannot_tell", neededCases: 1 }), "Cannot tell yet: about 1 more case"],
      [
        comparisonOf({ verdict: "cannot_tell", neededCases: 12_400 }),
        "Cannot tell yet: about 12,400 more cases",
      ],
      [notComparable(["suite"]), "Not comparable: the arms were put to different cases"],
    ] as const,
    many: "C is better than A",
    calls: "Cannot tell yet: about 40 more calls per arm",
    few: "Directional only: 12 cases",
    effect: "+4.2 points, between −1.0 and +9.5",
    ratio: "×0.82 (18% cheaper), between ×0.75 and ×0.90",
    slower: "×1.25 (takes 25% more time), between ×1.10 and ×1.40",
    who: "draft of Customer reply on simulator/default, with temperature 0.2",
  },
  {
    language: "zh" as const,
    sentences: [
      [bBetter, "B 更好"],
      [aBetter, "A 更好"],
      [noDifference, "没有实质差异"],
      [cannotTell, "尚无法判断：大约还需 566 个用例"],
      [notComparable(["suite"]), "不可比较：各方案用的不是同一批用例"],
    ] as const,
    many: "C 比 A 更好",
    calls: "尚无法判断：每个方案大约还需 40 次调用",
    few: "仅供参考：只有 12 个用例",
    effect: "+4.2 个百分点，区间 −1.0 至 +9.5",
    ratio: "×0.82（便宜 18%），区间 ×0.75 至 ×0.90",
    slower: "×1.25（用时多 25%），区间 ×1.10 至 ×1.40",
    who: "Customer reply 的草稿，模型 simulator/default，温度 0.2",
  },
])("in $language", ({ language, sentences, many, calls, few, effect, ratio, slower, who }) => {
  it("each verdict is the sentence that the issue asks for, with its own figures", async () => {
    await speak(language);
    for (const [comparison, sentence] of sentences) expect(sentenceOf(t(), comparison, two)).toBe(sentence);
  });

  it("of several arms it says which and against which, never B for C", async () => {
    await speak(language);
    expect(sentenceOf(t(), comparisonOf({ b: 2 }), { plan, arms: 3 })).toBe(many);
  });

  it("of calls that were drawn at random it does not ask for cases", async () => {
    await speak(language);
    const random = { plan: { ...plan, assign: "random" as const }, arms: 2 };
    const comparison = comparisonOf({ verdict: "cannot_tell", neededCases: 40 });
    expect(sentenceOf(t(), comparison, random)).toBe(calls);
  });

  it("under 20 cases it says that this is only a direction, and of how many cases", async () => {
    await speak(language);
    expect(directionalOf(t(), directional, two)[0]).toBe(few);
    expect(readingOf(t(), directional, two)).toBeNull();
    expect(directionalOf(t(), bBetter, two)).toEqual([]);
  });

  it("a difference is told in points with both ends, a ratio as a ratio and in words", async () => {
    await speak(language);
    expect(effectText(t(), cannotTell, 0.05)).toBe(effect);
    expect(effectText(t(), costRatio, 0.05)).toBe(ratio);
    const latency = comparisonOf({
      metric: { kind: "latency" },
      scale: "ratio",
      difference: 0.25,
      interval: [0.1, 0.4],
    });
    expect(effectText(t(), latency, 0.05)).toBe(slower);
  });

  it("an arm is named by what it is, with the settings that only it has", async () => {
    await speak(language);
    expect(whoOf(t(), armOf({ version: null, settings: { temperature: 0.2 } }))).toBe(who);
  });

  it("every reason against comparing has words of its own and says what to do", async () => {
    await speak(language);
    const kinds = ["errors", "unscored", "missing", "unpriced", "recorded"] as const;
    const scenes = [
      ...(["suite", "checks", "judge", "errors"] as const).map((reason) =>
        notComparable([reason], { errorRate: 0.12 }),
      ),
      notComparable(["errors"], { errorRate: 0.03, leftOut: { ...bBetter.leftOut, errors: 9 } }),
      notComparable(["no-values"]),
      ...kinds.map((kind) => notComparable(["no-values"], { leftOut: { ...bBetter.leftOut, [kind]: 7 } })),
    ];
    const said = scenes.map((scene) => sentenceOf(t(), scene, two));
    expect(new Set(said).size).toBe(scenes.length);
    for (const [at, sentence] of said.entries()) {
      expect(sentence).not.toMatch(/compare\.|\{\{/);
      expect(remedyOf(t(), scenes[at] ?? bBetter)).not.toMatch(/compare\.|\{\{/);
    }
  });

  it("whatever was left out or has to be known is said in words", async () => {
    await speak(language);
    const leftOut = { errors: 3, unscored: 1, missing: 2, unpriced: 4, recorded: 5 };
    const notes = ["no-spread", "few-differ", "extended", "incomplete", "means-of-repeats"] as const;
    const comparison = comparisonOf({ leftOut, notes: [...notes] });
    for (const assign of ["paired", "random"] as const) {
      const lines = leftOutLines(t(), comparison, { assign });
      expect(lines).toHaveLength(5);
      for (const line of lines) expect(line).toMatch(/^[1-5]( |$)/);
    }
    const said = noteLines(t(), experimentOf([comparison], { simulated: true }));
    expect(said).toHaveLength(notes.length + 1);
    for (const line of said) expect(line).not.toMatch(/compare\.|\{\{/);
  });
});

describe("what the words must not get wrong", () => {
  it("an error rate of 5.2% is not rounded to the 5% that would be allowed", async () => {
    await speak("en");
    expect(sentenceOf(t(), notComparable(["errors"], { errorRate: 0.052 }), two)).toContain(
      "5.2% of the calls",
    );
  });

  it("unlike suites are one reason in the sentence, and what follows from them is not told as another", async () => {
    await speak("en");
    const comparison = notComparable(["suite", "checks", "no-values"]);
    expect(sentenceOf(t(), comparison, two)).toBe("Not comparable: the arms were put to different cases");
    expect(otherReasonsOf(t(), comparison)).toBe("Also: the replies were checked by different checks.");
    expect(otherReasonsOf(t(), notComparable(["suite", "no-values"]))).toBeNull();
  });

  it("a winner by +0.02 points is not shown as +0.0", async () => {
    await speak("en");
    const close = comparisonOf({ difference: 0.06, interval: [0.0002, 0.1198] });
    expect(effectText(t(), close, 0.05)).toBe("+6.00 points, between +0.02 and +11.98");
  });

  it("an interval on B’s side that may not count after a look says what is missing", async () => {
    await speak("en");
    const held = comparisonOf({
      verdict: "cannot_tell",
      neededCases: 30,
      p: null,
      eValue: 7.94,
      notes: ["extended"],
    });
    expect(readingOf(t(), held, two)).toContain("certainty of 20. It is at 7.9.");
    expect(readingOf(t(), held, two)).toContain("speaks for B");
  });

  it("of latency and cost, less is on B’s side", async () => {
    await speak("en");
    expect(readingOf(t(), costRatio, two)).toContain("on B’s side");
    const held = { ...costRatio, verdict: "cannot_tell" as const, eValue: 3, notes: ["extended" as const] };
    expect(readingOf(t(), held, two)).toContain("speaks for B");
  });

  it("what was stopped early on purpose is not also called incomplete", async () => {
    await speak("en");
    const said = noteLines(t(), experimentOf([comparisonOf({ notes: ["stopped-early", "incomplete"] })]));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("Stopped early");
  });

  it("a prompt’s name that looks like a template stays a name", async () => {
    await speak("en");
    expect(whoOf(t(), armOf({ promptName: "{{model}} $t(shell.undo)" }))).toContain(
      "{{model}} $t(shell.undo)",
    );
  });
});
