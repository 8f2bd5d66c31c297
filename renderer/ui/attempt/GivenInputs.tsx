import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CaseContent } from "#shared/model/suite.ts";
import { formatNumber } from "../format.ts";
import classes from "./parts.module.css";

/** What the case gives, as its author wrote it. */
export function GivenInputs({ content }: { content: CaseContent }) {
  const { t } = useTranslation();
  const inputs = Object.entries(content.inputs);
  if (inputs.length === 0 && content.turns.length === 0 && content.notes === "") return null;
  return (
    <section className={classes.part}>
      <h4 className={classes.heading}>{t("tests.attempt.inputs")}</h4>
      <dl className={classes.pairs}>
        {inputs.map(([name, value]) => (
          <Pair
            key={name}
            name={name}
            text={typeof value === "string" ? value : JSON.stringify(value, null, 2)}
          />
        ))}
        {content.turns.map((turn, index) => (
          <Pair
            // biome-ignore lint/suspicious/noArrayIndexKey: a turn has no identity but its place
            key={index}
            name={t("tests.attempt.call", { number: formatNumber(index + 2) })}
            text={turn}
          />
        ))}
        {content.notes !== "" && <Pair name={t("tests.attempt.notes")} text={content.notes} />}
      </dl>
    </section>
  );
}

/** Characters of a value that are shown at first. */
const shownAtOnce = 600;

function Pair({ name, text }: { name: string; text: string }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const isCut = !isWhole && text.length > shownAtOnce * 1.2;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {isCut ? `${text.slice(0, shownAtOnce)}… ` : text}
        {isCut && (
          <Button size="compact-xs" variant="default" onClick={() => setWhole(true)}>
            {t("runs.long.showAll")}
          </Button>
        )}
      </dd>
    </>
  );
}
