import type { PreferenceTally } from "../model/experiment.ts";
import { wilson } from "../statistics/proportion.ts";
import { signTest } from "../statistics/sign-test.ts";

/** Fewer answers that decide are a direction, no finding. */
const fewestDecisive = 20;

/** Ties are half a win to either side in the rate; interval and test are of the answers that decide. */
export function preferenceFigures({
  winsA,
  winsB,
  ties,
}: Pick<PreferenceTally, "winsA" | "winsB" | "ties">): Pick<PreferenceTally, "rate" | "interval" | "p"> {
  const decisive = winsA + winsB;
  const all = decisive + ties;
  return {
    rate: all === 0 ? null : (winsB + ties / 2) / all,
    interval: wilson(winsB, decisive),
    p: decisive < fewestDecisive ? null : signTest(winsB, winsA),
  };
}
