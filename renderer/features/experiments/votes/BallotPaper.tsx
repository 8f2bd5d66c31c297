import { IconArrowLeft, IconArrowRight, IconEqual } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Ballot, VoteChoice } from "#shared/model/experiment.ts";
import { GivenInputs } from "../../../ui/attempt/GivenInputs.tsx";
import { LongText } from "../../../ui/attempt/LongText.tsx";
import { Kbd } from "../../../ui/Kbd.tsx";
import { expectedText } from "../rows/compared-texts.ts";
import classes from "./VotesView.module.css";

interface Props {
  ballot: Ballot;
  sending: VoteChoice | null;
  onChoose: (choice: VoteChoice) => void;
}

/** One case and its two replies, which look alike in everything but their words. */
export function BallotPaper({ ballot, sending, onChoose }: Props) {
  const { t } = useTranslation();
  const { caseName, content, left, right } = ballot;
  const expected = expectedText(content.expected);
  return (
    <div className={classes.paper} aria-busy={sending !== null}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse */}
      <section className={classes.case} aria-label={t("compare.votes.caseTitle")} tabIndex={0} data-scrolls>
        {caseName !== "" && <h4>{caseName}</h4>}
        <GivenInputs content={content} />
        {expected !== null && (
          <details>
            <summary>{t("compare.votes.expected")}</summary>
            <LongText text={expected} look="text" />
          </details>
        )}
      </section>
      <div className={classes.replies}>
        <Reply title={t("compare.votes.left")} text={left} isChosen={sending === "left"} />
        <Reply title={t("compare.votes.right")} text={right} isChosen={sending === "right"} />
      </div>
      <footer className={classes.choices}>
        <Choice choice="left" label={t("compare.votes.chooseLeft")} keys={["←"]} {...{ sending, onChoose }} />
        <Choice choice="tie" label={t("compare.votes.chooseTie")} keys={["↓"]} {...{ sending, onChoose }} />
        <Choice
          choice="right"
          label={t("compare.votes.chooseRight")}
          keys={["→"]}
          {...{ sending, onChoose }}
        />
      </footer>
      <p className={classes.hint}>
        {t("compare.votes.blind")} {t("compare.votes.keys")}
      </p>
    </div>
  );
}

function Reply({ title, text, isChosen }: { title: string; text: string; isChosen: boolean }) {
  const { t } = useTranslation();
  return (
    <section
      className={classes.reply}
      aria-label={title}
      data-chosen={isChosen || undefined}
      data-scrolls
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse
      tabIndex={0}
    >
      {text === "" ? (
        <p className={classes.hint}>{t("compare.votes.emptyReply")}</p>
      ) : (
        <LongText text={text} look="text" />
      )}
    </section>
  );
}

interface ChoiceProps {
  choice: VoteChoice;
  label: string;
  keys: string[];
  sending: VoteChoice | null;
  onChoose: (choice: VoteChoice) => void;
}

function Choice({ choice, label, keys, sending, onChoose }: ChoiceProps) {
  const Icon = { left: IconArrowLeft, right: IconArrowRight, tie: IconEqual }[choice];
  return (
    <button
      type="button"
      className={classes.choice}
      aria-disabled={sending !== null}
      data-chosen={sending === choice || undefined}
      onClick={() => onChoose(choice)}
    >
      {choice !== "right" && <Icon size={16} stroke={1.8} aria-hidden />}
      {label}
      {choice === "right" && <Icon size={16} stroke={1.8} aria-hidden />}
      <span className={classes.keys} aria-hidden>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </span>
    </button>
  );
}
