import { Button } from "@mantine/core";
import type { ComponentType } from "react";
import classes from "./ActionMessage.module.css";

export interface MessageAction {
  label: string;
  icon?: ComponentType<{ size?: number | string }>;
  perform: () => void | Promise<void>;
}

interface Props {
  text: string;
  action: MessageAction;
  /** It has a title, and more than a few words below it. */
  isLarge: boolean;
}

/** What happened, and the one thing to do about it. */
export function ActionMessage({ text, action, isLarge }: Props) {
  const Icon = action.icon;
  return (
    <span className={classes.message} data-large={isLarge || undefined}>
      <span>{text}</span>
      <Button
        variant="default"
        leftSection={Icon === undefined ? undefined : <Icon size={14} />}
        onClick={() => void action.perform()}
      >
        {action.label}
      </Button>
    </span>
  );
}
