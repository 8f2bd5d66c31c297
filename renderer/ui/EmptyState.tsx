import type { ComponentType, ReactNode } from "react";
import classes from "./states.module.css";

interface Props {
  icon?: ComponentType<{ size?: number | string; stroke?: number | string }>;
  title: string;
  text?: ReactNode;
  /** The next step: usually a button. */
  action?: ReactNode;
}

/** A place with nothing in it yet, which says what to do about that. */
export function EmptyState({ icon: Icon, title, text, action }: Props) {
  return (
    <div className={classes.state}>
      {Icon !== undefined && (
        <span className={classes.icon} aria-hidden>
          <Icon size={20} stroke={1.5} />
        </span>
      )}
      <p className={classes.title}>{title}</p>
      {text !== undefined && <p className={classes.text}>{text}</p>}
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}
