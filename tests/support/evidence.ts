import { type Evidence, missing } from "../../shared/experiments/evidence.ts";

/** Of each arm, by case and repeat; null: nothing, because of `missing` or of the draw. */
export interface EvidenceParts extends Partial<Omit<Evidence, "arms" | "clusters">> {
  arms: (number | null)[][][];
  clusters?: number[] | null;
  /** Why a null is none; left out: the draw gave it to another arm. */
  why?: keyof typeof missing;
}

/** Evidence as a test writes it down. */
export function evidenceOf({ arms, clusters = null, why = "none", ...rest }: EvidenceParts): Evidence {
  const cases = arms[0]?.length ?? 0;
  const repeats = Math.max(1, ...arms.flat().map((row) => row.length));
  const places = arms.map((rows) =>
    rows.flatMap((row) => Array.from({ length: repeats }, (_, place) => row[place] ?? null)),
  );
  return {
    metric: { kind: "pass" },
    assign: "paired",
    cases,
    repeats,
    arms: places.map((values) => ({
      values: Float64Array.from(values, (value) => value ?? Number.NaN),
      missing: Uint8Array.from(values, (value) => (value === null ? missing[why] : missing.none)),
      made: values.filter((value) => value !== null).length,
      errored: 0,
    })),
    clusters: clusters === null ? null : Int32Array.from(clusters),
    order: Uint32Array.from({ length: cases }, (_, index) => index),
    incomparable: [],
    isExtended: false,
    isStoppedEarly: false,
    ...rest,
  };
}
