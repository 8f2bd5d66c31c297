import { Button, Textarea } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { definitionOf } from "#shared/checks/definitions.ts";
import { isCancelled } from "#shared/contract/errors.ts";
import type { Check, CheckResult, CheckState } from "#shared/model/check.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { host } from "../../../host/host.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { formatCost, formatNumber } from "../../../ui/format.ts";
import { type Status, StatusBadge } from "../../../ui/StatusBadge.tsx";
import classes from "./CheckList.module.css";
import type { CheckExample } from "./CheckList.tsx";
import { reasonWords } from "./check-words.ts";

const statuses: Record<CheckState, Status> = {
  pass: "success",
  fail: "danger",
  error: "warning",
  skipped: "neutral",
};

/** What the check says of a text, before it counts. A judge is asked only at the press of the button: it costs money. */
export function TryCheck({ check, example }: { check: Check; example: CheckExample }) {
  const { t } = useTranslation();
  const [output, setOutput] = useState("");
  const [tried, setTried] = useState<{ check: Check; output: string; result: CheckResult } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);
  // A check that was stored meanwhile is another object that says the same.
  const isCurrent = tried?.output === output && canonicalJson(tried.check) === canonicalJson(check);

  async function attempt(): Promise<void> {
    asking.current?.abort();
    const mine = new AbortController();
    asking.current = mine;
    setBusy(true);
    setFailure(null);
    try {
      const { results } = await host.call("checks.try", { checks: [check], output, ...example }, mine.signal);
      if (results[0] !== undefined) setTried({ check, output, result: results[0] });
    } catch (error) {
      if (!isCancelled(error) && !mine.signal.aborted) setFailure(error);
    } finally {
      if (asking.current === mine) setBusy(false);
    }
  }

  return (
    <div className={classes.try}>
      <Textarea
        label={t("suites.checks.tryOn")}
        placeholder={t("suites.checks.tryPlaceholder")}
        autosize
        minRows={2}
        maxRows={10}
        value={output}
        onChange={(event) => setOutput(event.currentTarget.value)}
      />
      <div className={classes.tryLine}>
        {isBusy ? (
          <Button size="compact-sm" variant="default" onClick={() => asking.current?.abort()}>
            {t("shell.cancel")}
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFlask size={14} />}
            onClick={() => void attempt()}
          >
            {t("suites.checks.try")}
          </Button>
        )}
        {definitionOf(check.type).isJudge && (
          <span className={classes.help}>{t("suites.checks.asksModel")}</span>
        )}
      </div>
      <div role="status">
        {tried !== null && isCurrent && (
          <div className={classes.result}>
            <StatusBadge
              status={statuses[tried.result.state]}
              label={t(`checks.state.${tried.result.state}`)}
            />
            {tried.result.score !== null && (
              <span className={classes.score}>
                {t("suites.checks.score", {
                  score: formatNumber(Math.round(tried.result.score * 1_000) / 1_000),
                })}
              </span>
            )}
            {tried.result.costUsd !== 0 && (
              <span className={classes.score}>{formatCost(tried.result.costUsd)}</span>
            )}
            <p>{reasonWords(t, tried.result.reason)}</p>
          </div>
        )}
        {failure !== null && <p className={classes.error}>{errorText(failure).message}</p>}
      </div>
    </div>
  );
}
