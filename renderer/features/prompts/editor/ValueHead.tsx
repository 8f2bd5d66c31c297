import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./VariablesPanel.module.css";

interface Props {
  name: string;
  /** What kind of value it is, in words. */
  kind?: string | undefined;
  /** The numbers of the messages that use it. */
  uses: readonly number[] | undefined;
  isMissing: boolean;
  children?: ReactNode;
}

/** A value's name, whether one is needed, and where it goes. */
export function ValueHead({ name, kind, uses, isMissing, children }: Props) {
  const { t } = useTranslation();
  const usesWords =
    uses === undefined
      ? t("editor.variable.unused")
      : t("editor.variable.usedIn", {
          count: uses.length,
          messages: uses.join(t("shell.format.listSeparator")),
        });
  return (
    <div className={classes.head}>
      <code className={classes.name} title={name}>
        {name}
      </code>
      {kind !== undefined && <span className={classes.kind}>{kind}</span>}
      {isMissing && <span className={classes.needed}>{t("editor.values.needed")}</span>}
      <span className={classes.uses} title={usesWords}>
        {usesWords}
      </span>
      {children}
    </div>
  );
}
