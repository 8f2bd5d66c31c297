import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../format.ts";
import classes from "./parts.module.css";

/** What a page lays out in a moment, in characters. */
const shownAtOnce = 30_000;

/** The beginning of a long text, so that the page stays quick; all of it on request. */
export function LongText({ text, look }: { text: string; look: string }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const isCut = !isWhole && text.length > shownAtOnce * 1.2;
  return (
    <>
      <pre className={classes.text} data-look={look} data-reply>
        {isCut ? text.slice(0, shownAtOnce) : text}
      </pre>
      {isCut && (
        <p className={classes.more}>
          {t("runs.long.start", { shown: formatNumber(shownAtOnce), amount: formatNumber(text.length) })}
          <Button size="compact-xs" variant="default" onClick={() => setWhole(true)}>
            {t("runs.long.showAll")}
          </Button>
        </p>
      )}
    </>
  );
}
