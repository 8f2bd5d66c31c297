import { useTranslation } from "react-i18next";
import type { TestAttempt } from "#shared/model/test-run.ts";
import { formatNumber } from "../format.ts";
import { LongText } from "./LongText.tsx";
import classes from "./parts.module.css";
import { readJson } from "./read-json.ts";

type Calls = TestAttempt["calls"];

/** What the model received, letter for letter: of a scripted conversation each turn, with the answer it got. */
export function SentMessages({ calls }: { calls: Calls }) {
  const { t } = useTranslation();
  if (calls.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{t("tests.attempt.messages")}</summary>
      {calls.map((call, turn) => {
        // A later turn repeats what was said before it: only what is new is shown.
        const before = turn === 0 ? 0 : (calls[turn - 1]?.messages.length ?? 0) + 1;
        const fresh = call.messages.slice(Math.min(before, call.messages.length));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a call has no identity but its place
          <div key={turn} className={classes.part}>
            {calls.length > 1 && (
              <h4 className={classes.heading}>
                {t("tests.attempt.call", { number: formatNumber(turn + 1) })}
              </h4>
            )}
            {fresh.map((message, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a message has no identity but its place
              <div key={index} className={classes.part}>
                <h4 className={classes.heading}>{t(`tests.attempt.role.${message.role}`)}</h4>
                <LongText text={message.content} look="text" />
              </div>
            ))}
            {turn < calls.length - 1 && (
              <div className={classes.part}>
                <h4 className={classes.heading}>{t("tests.attempt.answer")}</h4>
                <LongText text={call.reply} look="text" />
              </div>
            )}
          </div>
        );
      })}
    </details>
  );
}

/** Request and response as they went over the wire and were recorded. */
export function RawCalls({ calls }: { calls: Calls }) {
  const { t } = useTranslation();
  if (calls.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{t("tests.attempt.raw")}</summary>
      {calls.map((call, turn) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a call has no identity but its place
        <div key={turn} className={classes.part}>
          {calls.length > 1 && (
            <h4 className={classes.heading}>{t("tests.attempt.call", { number: formatNumber(turn + 1) })}</h4>
          )}
          {call.requestJson === null && call.replyJson === null ? (
            <p className={classes.note}>{t("tests.attempt.rawNone")}</p>
          ) : (
            <>
              <h4 className={classes.heading}>{t("tests.attempt.request")}</h4>
              <LongText text={setOut(call.requestJson)} look="raw" />
              <h4 className={classes.heading}>{t("tests.attempt.response")}</h4>
              <LongText text={setOut(call.replyJson)} look="raw" />
            </>
          )}
        </div>
      ))}
    </details>
  );
}

function setOut(json: string | null): string {
  if (json === null) return "";
  const value = readJson(json);
  return value === undefined ? json : JSON.stringify(value, null, 2);
}
