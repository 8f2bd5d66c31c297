/** Fills a row with whole numbers below a limit. */
export type Draw = (row: Uint32Array, limit: number) => void;

/** As many numbers as a draw can tell apart. */
export const drawRange = 2 ** 32;

/**
 * Numbers drawn by the seed: xoshiro128** of D. Blackman & S. Vigna (2021), “Scrambled linear pseudorandom number
 * generators”, ACM Transactions on Mathematical Software 47(4), 36, its state filled by the finalizer of MurmurHash3 over a
 * Weyl sequence, as SplitMix does. Of a limit of some thousands no number is favoured by more than one in a million.
 */
export function drawing(seed: number): Draw {
  let [a, b, c, d] = stateOf(seed);
  return (row, limit) => {
    // In local numbers: a bootstrap draws some ten million of them.
    let [s, t, u, v] = [a, b, c, d];
    const share = limit / drawRange;
    for (let place = 0; place < row.length; place += 1) {
      const five = Math.imul(t, 5);
      const drawn = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
      const shifted = t << 9;
      u ^= s;
      v ^= t;
      t ^= u;
      s ^= v;
      u ^= shifted;
      v = (v << 11) | (v >>> 21);
      row[place] = drawn * share;
    }
    [a, b, c, d] = [s, t, u, v];
  };
}

/** 32 bits to 32 others, one for each, neighbours far apart: the finalizer of MurmurHash3 (Austin Appleby, public domain). */
export function scattered(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function stateOf(seed: number): [number, number, number, number] {
  let weyl = seed | 0;
  const next = () => {
    weyl = (weyl + 0x9e3779b9) | 0;
    return scattered(weyl);
  };
  return [next(), next(), next(), next()];
}
