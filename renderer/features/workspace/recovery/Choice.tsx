import { Alert, Button } from "@mantine/core";
import type { ComponentType, ReactNode } from "react";
import { errorCode, errorText } from "../../../i18n/error-text.ts";
import classes from "./RecoveryScreen.module.css";
import { useRecovery, type Work } from "./recovery-store.ts";

interface Props {
  /** The way that is proposed; the others step back. */
  isFirst: boolean;
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  work: Work;
  /** Absent: all work of this kind is this choice's. */
  isMine?: (state: ReturnType<typeof useRecovery.getState>) => boolean;
  title: string;
  text: string;
  button: string;
  working: string;
  failed: string;
  onChoose: () => void;
  /** Shown while it works, where that can be cancelled. */
  cancel?: ReactNode;
  children?: ReactNode;
}

/** One way back: what it does, its button, how it goes, and why it failed. */
export function Choice(props: Props) {
  const {
    isFirst,
    icon: Icon,
    work,
    title,
    text,
    working,
    failed,
    button,
    onChoose,
    cancel,
    children,
  } = props;
  const now = useRecovery((state) => state.work);
  const failure = useRecovery((state) => state.failure);
  const isMine = useRecovery(props.isMine ?? (() => true));
  const isWorking = now === work && isMine;
  return (
    <article className={classes.choice} data-first={isFirst || undefined}>
      <span className={classes.choiceIcon} aria-hidden>
        <Icon size={18} stroke={1.6} />
      </span>
      <div className={classes.choiceWords}>
        <h3 className={classes.choiceTitle}>{title}</h3>
        <p className={classes.choiceText}>{text}</p>
        {children}
        {isWorking && (
          <p className={classes.working} role="status">
            {working}
          </p>
        )}
        {failure?.work === work && <Failure title={failed} error={failure.error} />}
      </div>
      <div className={classes.choiceButtons}>
        {isWorking && cancel}
        <Button
          size="sm"
          variant={isFirst ? "filled" : "default"}
          loading={isWorking}
          disabled={now !== null && !isWorking}
          onClick={onChoose}
        >
          {button}
        </Button>
      </div>
    </article>
  );
}

export function Failure({ title, error }: { title: string; error: unknown }) {
  return (
    <Alert color="red" title={title} role="alert" mt="xs" data-error-code={errorCode(error)}>
      {errorText(error).message}
    </Alert>
  );
}
