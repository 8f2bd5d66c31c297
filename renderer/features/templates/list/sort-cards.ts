import type { TemplateCard, TemplateCategory } from "#shared/model/template.ts";
import type { TemplateSort } from "../templates-view-store.ts";

export interface CardGroup {
  /** null: they are not grouped. */
  category: TemplateCategory | null;
  cards: TemplateCard[];
}

/**
 * `cards` come by category and name; what an order leaves open stays that way. Within a category those in the language of
 * the page come first.
 */
export function sortCards(cards: readonly TemplateCard[], sort: TemplateSort, language: string): CardGroup[] {
  if (sort === "category") {
    const isForeign = (card: TemplateCard): number => (language.startsWith(card.language) ? 0 : 1);
    return byCategory(cards).map(({ category, cards: those }) => ({
      category,
      cards: [...those].sort((one, other) => isForeign(one) - isForeign(other)),
    }));
  }
  const names = new Intl.Collator(language);
  const compare: Record<Exclude<TemplateSort, "category">, (a: TemplateCard, b: TemplateCard) => number> = {
    name: (a, b) => names.compare(a.name, b.name),
    uses: (a, b) => b.uses - a.uses,
    score: (a, b) => scoreOf(b) - scoreOf(a),
    newest: (a, b) => (b.createdAt ?? "").localeCompare(a.createdAt ?? ""),
  };
  return cards.length === 0 ? [] : [{ category: null, cards: [...cards].sort(compare[sort]) }];
}

/** What was never tested comes after what failed. */
const scoreOf = ({ lastScore }: TemplateCard): number => lastScore?.score ?? -1;

function byCategory(cards: readonly TemplateCard[]): CardGroup[] {
  const groups: CardGroup[] = [];
  for (const card of cards) {
    const last = groups.at(-1);
    if (last?.category === card.category) last.cards.push(card);
    else groups.push({ category: card.category, cards: [card] });
  }
  return groups;
}
