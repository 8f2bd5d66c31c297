import { likenessLimit, likenessOf, type Shingles } from "#shared/text/likeness.ts";

/**
 * From here on two prompts say nearly the same: four fifths of their word pairs are in both. Two prompts for one purpose
 * by different authors stay under 0.4; a copy with another tone, another product or another limit stays over 0.85.
 */
export const nearlyTheSame = 0.8;

export interface Near {
  key: string;
  likeness: number;
}

const nearestFirst = (one: Near, other: Near): number =>
  other.likeness - one.likeness || (one.key < other.key ? -1 : 1);

/** Which of many texts are nearly the same; each is compared with the others once. */
export class Likenesses {
  readonly #texts = new Map<string, Shingles>();
  readonly #near = new Map<string, Map<string, number>>();

  put(key: string, shingles: Shingles): void {
    this.remove(key);
    const near = new Map(this.to(shingles).map((one) => [one.key, one.likeness]));
    for (const [other, likeness] of near) this.#near.get(other)?.set(key, likeness);
    this.#texts.set(key, shingles);
    this.#near.set(key, near);
  }

  remove(key: string): void {
    for (const other of this.#near.get(key)?.keys() ?? []) this.#near.get(other)?.delete(key);
    this.#texts.delete(key);
    this.#near.delete(key);
  }

  of(key: string): Near[] {
    const near = this.#near.get(key) ?? new Map<string, number>();
    return [...near].map(([other, likeness]) => ({ key: other, likeness })).sort(nearestFirst);
  }

  /** The texts that are nearly the same as one that is not among them. */
  to(shingles: Shingles): Near[] {
    const near: Near[] = [];
    for (const [key, other] of this.#texts) {
      if (likenessLimit(shingles, other) < nearlyTheSame) continue;
      const likeness = likenessOf(shingles, other);
      if (likeness >= nearlyTheSame) near.push({ key, likeness });
    }
    return near.sort(nearestFirst);
  }
}
