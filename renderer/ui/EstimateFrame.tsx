import { Loader } from "@mantine/core";
import type { ReactNode } from "react";
import { errorText } from "../i18n/error-text.ts";
import classes from "./EstimateFrame.module.css";

interface Props {
  title: string;
  /** A newer answer is on its way; what is shown meanwhile is of what was asked before. */
  isWaiting: boolean;
  /** What is shown is not of what stands in the form. */
  isOld: boolean;
  failure: unknown;
  /** The form beside it scrolls as a whole, and leaves it the height of the dialog. */
  isTall?: boolean;
  children: ReactNode;
}

/** What a test or a comparison will take, beside its form; or why that cannot be told. */
export function EstimateFrame({ title, isWaiting, isOld, failure, isTall = false, children }: Props) {
  return (
    <section
      className={classes.estimate}
      aria-label={title}
      aria-busy={isWaiting}
      data-old={isOld}
      data-tall={isTall}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse
      tabIndex={0}
    >
      <h3>
        {title} {isWaiting && <Loader size={12} />}
      </h3>
      {failure === null ? (
        children
      ) : (
        <p className={classes.warning} role="alert">
          <strong>{errorText(failure).title}</strong>
          <br />
          {errorText(failure).message}
        </p>
      )}
    </section>
  );
}
