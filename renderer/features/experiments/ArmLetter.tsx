import { armLetter } from "#shared/experiments/arm-letter.ts";
import classes from "./ArmLetter.module.css";

/** The letter of an arm, as it stands before its name everywhere. */
export function ArmLetter({ place }: { place: number }) {
  return <span className={classes.letter}>{armLetter(place)}</span>;
}
