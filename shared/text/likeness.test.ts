import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyContent } from "../model/content.ts";
import { contentText, likeness, likenessLimit, likenessOf, shinglesOf } from "./likeness.ts";

const english = `You are a support agent of an online shop for outdoor gear. Answer the customer's question politely and
only with facts from the order below. If the order does not say, tell the customer that you will ask a colleague. Name the
next step in the last sentence. Keep to at most 120 words and do not promise a date that is not in the order.`;
const chinese = `你是一家户外用品网店的客服。请礼貌地回答顾客的问题，只使用下面订单中的事实。如果订单里没有提到，请告诉顾客你会请同事核实。
最后一句说明下一步该怎么做。回答不超过一百二十字，不要承诺订单中没有的日期。`;

describe("likeness", () => {
  it("calls a prompt with a few changed words nearly the same, in English and in Chinese", () => {
    expect(likeness(english, english.replace("outdoor gear", "garden tools"))).toBeGreaterThan(0.9);
    expect(
      likeness(english, english.replace("120 words", "100 words").replace("politely", "warmly")),
    ).toBeGreaterThan(0.85);
    expect(likeness(chinese, chinese.replace("户外用品", "园艺工具"))).toBeGreaterThan(0.85);
    expect(likeness(chinese, chinese.replace("礼貌地", "友好地"))).toBeGreaterThan(0.9);
  });

  it("still knows a prompt whose sentences changed places", () => {
    const turned = (text: string, end: RegExp) => text.split(end).reverse().join("");
    expect(likeness(english, turned(english, /(?<=\.)\s/))).toBeGreaterThan(0.85);
    expect(likeness(chinese, turned(chinese, /(?<=。)\s*/))).toBeGreaterThan(0.85);
  });

  it("keeps apart two prompts of one trade, and one prompt in two languages", () => {
    const other = `You translate product pages of an online shop from German into English. Keep names, numbers and units as
      they are. Answer with the translation only.`;
    const otherChinese = `请把下面的商品页面从德文翻译成中文。名称、数字和单位保持不变。只输出译文。`;
    expect(likeness(english, other)).toBeLessThan(0.3);
    expect(likeness(chinese, otherChinese)).toBeLessThan(0.3);
    expect(likeness(english, chinese)).toBe(0);
  });

  it("does not call a long prompt nearly the same as the one sentence of it that it holds", () => {
    expect(likeness(english, "You are a support agent of an online shop for outdoor gear.")).toBeLessThan(
      0.5,
    );
  });

  it("does not see braces, punctuation, case or full width as a difference", () => {
    expect(likeness("Translate {text} into English.", "translate {{ text }} into ENGLISH!")).toBe(1);
    expect(likeness("请翻译：{text}", "请翻译: {{text}}")).toBe(1);
    expect(likeness("ＡＢＣ 123", "abc １２３")).toBe(1);
  });

  it("finds nothing to compare in an empty text, so that empty prompts are no copies of each other", () => {
    expect(likeness("", "")).toBe(0);
    expect(likeness("  \n", "…")).toBe(0);
    expect(likeness(english, "")).toBe(0);
  });

  it("is 1 for a text and itself, the same both ways, within 0 and 1 and under its limit, for any texts", () => {
    const text = fc.array(
      fc.constantFrom("refund", "order", "客", "服", "退款", "été", "{x}", ".", " ", "\n"),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(text, text, (left, right) => {
        const [a, b] = [shinglesOf(left.join(" ")), shinglesOf(right.join(" "))];
        const found = likenessOf(a, b);
        expect(found).toBe(likenessOf(b, a));
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(likenessLimit(a, b));
        expect(likenessOf(a, a)).toBe(a.total === 0 ? 0 : 1);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the text of a content", () => {
  it("is the same however it is broken into lines, and knows nothing of settings", () => {
    const plain = {
      ...emptyContent(),
      messages: [{ role: "human" as const, template: "Sum  up\n\n{text}" }],
    };
    const broken = {
      ...plain,
      messages: [
        { role: "system" as const, template: "sum up " },
        { role: "history" as const, variable: "chat", optional: true },
        { role: "human" as const, template: "\t{text}" },
      ],
      model: { temperature: 1 },
    };
    expect(contentText(plain)).toBe("sum up {text}");
    expect(contentText(broken)).toBe("sum up {text}");
  });
});
