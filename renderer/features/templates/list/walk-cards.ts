import type { KeyboardEvent } from "react";

/** The arrows walk the cards as they lie: left and right to the next one, up and down to the one above or below. */
export function walkCards(event: KeyboardEvent<HTMLElement>): void {
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-card]")];
  const at = cards.indexOf(event.target as HTMLElement);
  if (at < 0) return;
  const wanted = cardFrom(
    cards.map((card) => card.getBoundingClientRect()),
    at,
    event.key,
  );
  if (wanted === null) return;
  event.preventDefault();
  cards[wanted]?.focus();
}

/** null: the key walks nowhere. */
export function cardFrom(
  places: readonly Pick<DOMRect, "left" | "top">[],
  at: number,
  key: string,
): number | null {
  const here = places[at];
  if (here === undefined) return null;
  if (key === "ArrowRight") return Math.min(places.length - 1, at + 1);
  if (key === "ArrowLeft") return Math.max(0, at - 1);
  if (key === "Home") return 0;
  if (key === "End") return places.length - 1;
  if (key !== "ArrowDown" && key !== "ArrowUp") return null;
  const step = key === "ArrowDown" ? 1 : -1;
  const beyond = places
    .map((place, index) => ({
      index,
      across: Math.abs(place.left - here.left),
      along: (place.top - here.top) * step,
    }))
    .filter(({ along }) => along > 1)
    .sort((one, other) => one.along - other.along || one.across - other.across);
  return beyond[0]?.index ?? at;
}
