import { expect, it } from "vitest";
import type { TemplateCard } from "#shared/model/template.ts";
import { sortCards } from "./sort-cards.ts";
import { cardFrom } from "./walk-cards.ts";

const card = (name: string, more: Partial<TemplateCard> = {}): TemplateCard => ({
  key: name,
  name,
  description: "",
  category: "writing",
  useCase: "",
  language: "en",
  tags: [],
  isOwn: false,
  variables: [],
  cases: 0,
  checks: 0,
  uses: 0,
  lastScore: null,
  similar: [],
  createdAt: null,
  ...more,
});
const scored = (score: number | null) => ({
  lastScore: { score, passed: 1, cases: 2, model: "m", simulated: true, at: "" },
});
const names = (cards: TemplateCard[], sort: Parameters<typeof sortCards>[1]) =>
  sortCards(cards, sort, "en").map(({ category, cards }) => [category, cards.map(({ name }) => name)]);

it("groups by category in the order they come, and by nothing in any other order", () => {
  const cards = [card("a"), card("b"), card("c", { category: "code" })];
  expect(names(cards, "category")).toEqual([
    ["writing", ["a", "b"]],
    ["code", ["c"]],
  ]);
  expect(names(cards, "name")).toEqual([[null, ["a", "b", "c"]]]);
  expect(names([], "uses")).toEqual([]);
});

it("puts those in the language of the page first within their category, and leaves the rest as it came", () => {
  const cards = [card("a"), card("b", { language: "zh" }), card("c"), card("d", { category: "code" })];
  const inChinese = sortCards(cards, "category", "zh-CN").map((group) => group.cards.map(({ name }) => name));
  expect(inChinese).toEqual([["b", "a", "c"], ["d"]]);
});

it("puts what was never tested after what failed, and what was used most first", () => {
  const cards = [
    card("untested"),
    card("bad", scored(0) as Partial<TemplateCard>),
    card("good", { ...(scored(0.9) as Partial<TemplateCard>), uses: 1 }),
    card("unscored", scored(null) as Partial<TemplateCard>),
  ];
  expect(names(cards, "score")).toEqual([[null, ["good", "bad", "untested", "unscored"]]]);
  expect(names(cards, "uses")[0]?.[1]?.[0]).toBe("good");
});

it("walks from card to card as they lie, over the gap between two groups, and never past the ends", () => {
  // Two rows of three and two; below them a group of one.
  const places = [
    [0, 0],
    [100, 0],
    [200, 0],
    [0, 50],
    [100, 50],
    [0, 140],
  ].map(([left = 0, top = 0]) => ({ left, top }));
  const walk = (at: number, ...keys: string[]) =>
    keys.reduce((now, key) => cardFrom(places, now, key) ?? -1, at);
  expect(walk(1, "ArrowDown")).toBe(4);
  expect(walk(2, "ArrowDown", "ArrowDown")).toBe(5);
  expect(walk(5, "ArrowUp", "ArrowUp")).toBe(0);
  expect(walk(2, "ArrowRight", "ArrowRight", "ArrowLeft")).toBe(3);
  expect([walk(0, "ArrowUp"), walk(0, "ArrowLeft"), walk(0, "End"), walk(5, "ArrowRight")]).toEqual([
    0, 0, 5, 5,
  ]);
  expect(cardFrom(places, 0, "a")).toBeNull();
});
