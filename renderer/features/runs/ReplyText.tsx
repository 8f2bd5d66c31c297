import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../ui/format.ts";
import { cutIntoBlocks, endOf, startOf } from "./long-text.ts";
import classes from "./ReplyText.module.css";
import type { Look } from "./ReplyView.tsx";

interface Props {
  text: string;
  look: Look;
  isGrowing: boolean;
}

/** The text of a reply. A very long one is shown in part, so that the page stays quick; all of it on request. */
export function ReplyText({ text, look, isGrowing }: Props) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const part = isGrowing ? endOf(text) : isWhole ? text : startOf(text);
  const isCut = startOf(text).length < text.length;
  const blocks = useMemo(() => cutIntoBlocks(part), [part]);
  return (
    <>
      {isCut && (isGrowing || !isWhole) && (
        <p className={classes.long}>
          {t(isGrowing ? "runs.long.end" : "runs.long.start", {
            shown: formatNumber(part.length),
            amount: formatNumber(text.length),
          })}
          {!isGrowing && (
            <Button size="compact-xs" variant="default" onClick={() => setWhole(true)}>
              {t("runs.long.showAll")}
            </Button>
          )}
        </p>
      )}
      <pre className={classes.reply} data-look={look} data-reply>
        {blocks.length === 1
          ? part
          : blocks.map((block, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a block has no identity but its place
              <span key={index} className={classes.block}>
                {block}
              </span>
            ))}
        {isGrowing && <span className={classes.caret} aria-hidden />}
      </pre>
      {isCut && isWhole && !isGrowing && (
        <p className={classes.long}>
          <Button size="compact-xs" variant="default" onClick={() => setWhole(false)}>
            {t("runs.long.showLess")}
          </Button>
        </p>
      )}
    </>
  );
}
