import { useEffect, useRef } from "react";
import classes from "./RecoveryScreen.module.css";

/** The first words of a step. The focus goes there, so that a screen reader begins with them and Tab with what follows. */
export function Heading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1} className={classes.title}>
      {children}
    </h1>
  );
}
