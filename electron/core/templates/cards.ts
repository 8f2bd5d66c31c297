import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { PromptContent } from "#shared/model/content.ts";
import { type TemplateCard, templateCategories } from "#shared/model/template.ts";
import { contentText, shinglesOf } from "#shared/text/likeness.ts";
import { textKey } from "../store/text-key.ts";
import { newestScores } from "../tests/index.ts";
import type { TemplateContext } from "./context.ts";
import type { Near } from "./likenesses.ts";
import { noSuchTemplate, type Shelf, type Shelved } from "./shelf.ts";
import { countUses, listUses } from "./template-store.ts";

export async function listCards(
  context: TemplateContext,
  shelf: Shelf,
  input: ParsedInput<"templates.list">,
): Promise<Output<"templates.list">> {
  const all = await shelf.all();
  const found = [...all.values()].filter((one) => isWanted(one, input)).sort(byCategoryAndName);
  return {
    templates: cardsOf(context, shelf, all, found),
    categories: templateCategories.flatMap((category) => {
      const count = [...all.values()].filter((one) => one.fields.category === category).length;
      return count === 0 ? [] : [{ category, count }];
    }),
    tags: countTags(all.values()),
  };
}

/** Each word of the search must occur; a text in a script without spaces is one word. */
function isWanted({ fields, isOwn, words }: Shelved, wanted: ParsedInput<"templates.list">): boolean {
  return (
    (wanted.category === undefined || fields.category === wanted.category) &&
    (wanted.language === undefined || fields.language === wanted.language) &&
    (wanted.tag === undefined || fields.tags.includes(wanted.tag)) &&
    (!wanted.onlyOwn || isOwn) &&
    textKey(wanted.search)
      .split(/\s+/)
      .every((word) => words.includes(word))
  );
}

function byCategoryAndName({ fields: one }: Shelved, { fields: other }: Shelved): number {
  const places = [one, other].map(({ category }) => templateCategories.indexOf(category));
  return (places[0] ?? 0) - (places[1] ?? 0) || compareNames(one, other);
}

function compareNames(one: Shelved["fields"], other: Shelved["fields"]): number {
  const [first, second] = [textKey(one.name), textKey(other.name)];
  if (first === second) return one.key < other.key ? -1 : 1;
  return first < second ? -1 : 1;
}

function countTags(all: Iterable<Shelved>): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { fields } of all) for (const tag of fields.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
}

function cardsOf(
  { db }: TemplateContext,
  shelf: Shelf,
  all: ReadonlyMap<string, Shelved>,
  wanted: readonly Shelved[],
): TemplateCard[] {
  const uses = countUses(db);
  const scores = newestScores(db, listUses(db));
  return wanted.map(({ fields, words: _words, state: _state, ...facts }) => ({
    ...fields,
    ...facts,
    uses: uses.get(fields.key) ?? 0,
    lastScore: scores.get(fields.key) ?? null,
    similar: named(all, shelf.likenesses.of(fields.key)),
  }));
}

/** The most that are named: who has so many copies knows it. */
const mostNear = 5;

const named = (all: ReadonlyMap<string, Shelved>, near: readonly Near[]): TemplateCard["similar"] =>
  near.slice(0, mostNear).flatMap(({ key, likeness }) => {
    const name = all.get(key)?.fields.name;
    return name === undefined ? [] : [{ key, name, likeness }];
  });

export async function readCard(context: TemplateContext, shelf: Shelf, key: string): Promise<TemplateCard> {
  const all = await shelf.all();
  const [card] = cardsOf(context, shelf, all, [
    ...(all.get(key) === undefined ? [] : [all.get(key) as Shelved]),
  ]);
  if (card === undefined) throw noSuchTemplate();
  return card;
}

/** By its key, or by its exact name whatever the case; of two the user's own. */
export async function findCard(context: TemplateContext, shelf: Shelf, name: string): Promise<TemplateCard> {
  const all = await shelf.all();
  const wanted = textKey(name.trim());
  const found =
    all.get(name.trim()) ??
    [...all.values()]
      .filter(({ fields }) => textKey(fields.name) === wanted)
      .sort((one, other) => Number(other.isOwn) - Number(one.isOwn))[0];
  if (found !== undefined) return readCard(context, shelf, found.fields.key);
  const near = [...all.values()].filter(({ words }) => wanted !== "" && words.includes(wanted));
  const known = (near.length > 0 ? near : [...all.values()]).slice(0, 5).map(({ fields }) => fields.name);
  throw new LatheError({
    code: "templates.not-found",
    message: `There is no template named “${name}”.${known.length === 0 ? "" : ` Known are, for example: ${known.join(", ")}.`}`,
  });
}

export async function findSimilar(
  shelf: Shelf,
  content: PromptContent,
): Promise<Output<"templates.similar">> {
  const all = await shelf.all();
  return named(all, shelf.likenesses.to(shinglesOf(contentText(content))));
}
