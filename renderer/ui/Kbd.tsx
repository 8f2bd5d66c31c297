import type { ReactNode } from "react";
import classes from "./Kbd.module.css";
import { shortcutKeys } from "./shortcut-keys.ts";

/** One key. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className={classes.key}>{children}</kbd>;
}

/** A shortcut in Mantine's notation ("mod+shift+P") as the keys of this computer. */
export function Shortcut({ keys }: { keys: string }) {
  return (
    <span className={classes.shortcut}>
      {shortcutKeys(keys).map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </span>
  );
}
