import type { Comparison } from "../model/experiment.ts";
import type { CompareOptions, Evidence } from "./evidence.ts";

/** Every arm against the first, by one metric; with several, Holm-adjusted together. */
export function compareArms(_evidence: Evidence, _options: CompareOptions): Comparison[] {
  throw new Error("not there yet");
}
