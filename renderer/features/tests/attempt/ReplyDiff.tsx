import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { diffWords } from "#shared/text/diff-text.ts";
import classes from "../../../ui/attempt/parts.module.css";

/** Longer parts that are the same are shortened in their middle. */
const longestSame = 2_000;
const kept = 600;

interface Props {
  expected: string;
  reply: string;
  /** Nothing was expected: the first is an earlier reply. */
  isBetweenReplies?: boolean;
}

/** Where the reply departs from what was expected, word by word. The comparison is limited in time. */
export function ReplyDiff({ expected, reply, isBetweenReplies = false }: Props) {
  const { t } = useTranslation();
  const diff = useMemo(() => diffWords(expected, reply), [expected, reply]);
  const isSame = diff.parts.every(({ kind }) => kind === "same");
  return (
    <>
      <p className={classes.note}>
        {isSame ? (
          t(isBetweenReplies ? "tests.attempt.diff.sameReply" : "tests.attempt.diff.same")
        ) : (
          <>
            <del>{t(isBetweenReplies ? "tests.attempt.diff.before" : "tests.attempt.diff.missing")}</del>{" "}
            <ins>{t(isBetweenReplies ? "tests.attempt.diff.now" : "tests.attempt.diff.added")}</ins>
            {diff.unit === "line" && ` · ${t("tests.attempt.diff.byLine")}`}
            {diff.unit === "block" && ` · ${t("tests.attempt.diff.asBlock")}`}
          </>
        )}
      </p>
      <pre className={classes.text} data-look="diff" data-reply>
        {diff.parts.map(({ kind, text }, index) => {
          // biome-ignore-start lint/suspicious/noArrayIndexKey: a part has no identity but its place
          if (kind === "added") return <ins key={index}>{text}</ins>;
          if (kind === "removed") return <del key={index}>{text}</del>;
          return <span key={index}>{shortened(text)}</span>;
          // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
        })}
      </pre>
    </>
  );
}

const shortened = (text: string): string =>
  text.length <= longestSame ? text : `${text.slice(0, kept)}\n  ⋯\n${text.slice(-kept)}`;
