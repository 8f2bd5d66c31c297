import type { ReactNode } from "react";
import classes from "./Part.module.css";

interface Props {
  title: string;
  text?: string;
  /** Beside the title. */
  action?: ReactNode;
  children: ReactNode;
}

/** One part of a section, under a line. */
export function Part({ title, text, action, children }: Props) {
  return (
    <section className={classes.part}>
      <div className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        {action}
      </div>
      {text !== undefined && <p className={classes.text}>{text}</p>}
      {children}
    </section>
  );
}
