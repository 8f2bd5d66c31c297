import { describe, expect, it } from "vitest";
import { type Compared, compareTexts } from "./readable-diff.ts";

/** [-gone-] {+new+} */
const show = ({ parts }: Compared): string =>
  parts
    .map(({ kind, text }) => (kind === "same" ? text : kind === "added" ? `{+${text}+}` : `[-${text}-]`))
    .join("");
const side = ({ parts }: Compared, without: "added" | "removed"): string =>
  parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join("");

describe("the differences of two replies", () => {
  it("mark whole words, and a blank between two changed words is no island", () => {
    const compared = compareTexts("It arrives on Thursday evening.", "It arrives on Friday morning.");
    expect(show(compared)).toBe("It arrives on [-Thursday evening-]{+Friday morning+}.");
  });

  it("keep Chinese phrases together: one character that both happen to have does not tear them apart", () => {
    const compared = compareTexts("请在三天内回复客户。", "请于三个工作日内回复客户。");
    expect(show(compared)).toBe("请[-在三天-]{+于三个工作日+}内回复客户。");
  });

  it("leave a long shared passage alone, however much is changed around it", () => {
    const shared = " you will hear from us again within two days ";
    const compared = compareTexts(`Sorry,${shared}Ada`, `Dear customer, thanks,${shared}the whole team`);
    expect(show(compared)).toContain(shared.trim());
    expect(compared.parts.some(({ kind, text }) => kind === "same" && text.includes(shared.trim()))).toBe(
      true,
    );
  });

  it("do not join what stands in different lines", () => {
    const compared = compareTexts("one\ntwo", "uno\ndos");
    expect(show(compared)).toBe("[-one-]{+uno+}\n[-two-]{+dos+}");
  });

  it("of a long reply in one line are the word that is another, not the whole reply", () => {
    const long = "A paragraph that goes on and on. ".repeat(1_500);
    const compared = compareTexts(
      `${long}It costs 7 🙂 euros. ${long}`,
      `${long}It costs 9 🙃 euros. ${long}`,
    );
    expect(compared.parts.filter(({ kind }) => kind === "removed")).toHaveLength(1);
    expect(side(compared, "added")).toContain("It costs 7 🙂 euros.");
    expect(compared.parts.find(({ kind }) => kind === "removed")?.text).toBe("7 🙂");
    expect(compared.parts.find(({ kind }) => kind === "added")?.text).toBe("9 🙃");
  });

  it("say nothing of what lies beyond a cut", () => {
    expect(show(compareTexts("Hello there, how are you today", "Hello there", { after: true }))).toBe(
      "Hello there",
    );
    expect(show(compareTexts("Hello there", "Hello there, how are you today", { before: true }))).toBe(
      "Hello there, how are you today",
    );
    expect(compareTexts("Hello there", "Hello there, more", { before: true }).isSame).toBe(true);
    expect(compareTexts("Hello there", "Hello there, more").isSame).toBe(false);
  });

  it("hold both texts whole, letter for letter, whatever they are", () => {
    const pieces = ["the ", "a ", "cat", "客户", "，", "\n", "🙂", " ", "包裹", "x", "Thursday", ". "];
    let seed = 7;
    const draw = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const text = () => Array.from({ length: draw(14) }, () => pieces[draw(pieces.length)] ?? "").join("");
    for (let turn = 0; turn < 400; turn += 1) {
      const [before, after] = [text(), text()];
      const compared = compareTexts(before, after);
      expect(side(compared, "added")).toBe(before);
      expect(side(compared, "removed")).toBe(after);
      expect(compared.isSame).toBe(before === after);
    }
  });
});
