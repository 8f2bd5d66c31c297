import { LatheError } from "#shared/contract/errors.ts";
import { CellSet, shuffled } from "../tests/index.ts";

/** `count` of these places, drawn by the seed; null or more than there are: all of them. In the order of the suite. */
export function drawPlaces(places: Uint32Array, count: number | null, seed: number): Uint32Array {
  if (count === null || count >= places.length) return places;
  return shuffled(places, seed).slice(0, count).sort();
}

/** As a test's plan names them; nothing where these are all cases of the suite. */
export function namePlaces(places: Uint32Array, cases: number): { places?: string } {
  if (places.length === cases) return {};
  const set = new CellSet();
  for (const place of places) set.add(place);
  return { places: set.toBase64() };
}

export const allPlaces = (cases: number): Uint32Array => Uint32Array.from({ length: cases }, (_, at) => at);

const mostRepeats = 100;

/**
 * Of a random assignment: how often its calls go through all cases, the last time perhaps not to the end. Fails where a
 * suite is too small for so many calls: the same case a hundred times over says little that is new.
 */
export function walksFor(calls: number, cases: number, arms: number): number {
  const walks = Math.max(1, Math.ceil(calls / Math.max(cases, 1)));
  if (walks <= mostRepeats) return walks;
  const most = Math.floor((cases * mostRepeats) / arms);
  throw new LatheError({
    code: "experiments.too-many-calls",
    message: `A case is asked ${mostRepeats} times at most, which makes ${most} calls per arm here. Ask for fewer calls, or add cases.`,
    details: { cases, most, repeats: mostRepeats },
  });
}
