import { NumberInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Check } from "#shared/model/check.ts";
import type { Suite, SuiteCase } from "#shared/model/suite.ts";
import { errorText } from "../../../i18n/error-text.ts";
import type { OpenSuite } from "../open/open-suite.ts";
import classes from "./CheckList.module.css";
import { CheckList } from "./CheckList.tsx";

const typingMs = 500;

interface Props {
  suite: OpenSuite;
  facts: Suite;
  /** What checks are tried on. */
  shown: SuiteCase | undefined;
}

interface Typed {
  checks: readonly Check[];
  threshold: number | null;
}

/** The checks that every case of the suite has to pass. */
export function SuiteChecks({ suite, facts, shown }: Props) {
  const { t } = useTranslation();
  // null: what is on the screen is stored.
  const [typed, setTyped] = useState<Typed | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const save = useDebouncedCallback(
    async (next: Typed) => {
      try {
        await suite.update({ checks: [...next.checks], threshold: next.threshold });
        setTyped((now) => (now === next ? null : now));
        setFailure(null);
      } catch (error) {
        setFailure(error);
      }
    },
    { delay: typingMs, flushOnUnmount: true },
  );
  const { checks, threshold } = typed ?? facts;
  const put = (patch: Partial<Typed>) => {
    const next = { checks, threshold, ...patch };
    setTyped(next);
    void save(next);
  };
  return (
    <div className={classes.suite}>
      <p className={classes.help}>{t("suites.checks.suiteHelp")}</p>
      {failure !== null && (
        <p className={classes.error} role="alert">
          {t("suites.save.failedText")} {errorText(failure).message}{" "}
          <button type="button" className={classes.retry} onClick={() => typed !== null && put(typed)}>
            {t("suites.save.retry")}
          </button>
        </p>
      )}
      <CheckList
        label={t("suites.checks.ofSuite")}
        checks={checks}
        example={{ inputs: shown?.content.inputs ?? {}, expected: shown?.content.expected ?? null }}
        onChange={(next) => put({ checks: next })}
      />
      {checks.length === 0 && <p className={classes.none}>{t("suites.checks.none")}</p>}
      <NumberInput
        label={t("suites.case.threshold")}
        description={t("suites.checks.thresholdHelp")}
        placeholder={t("suites.case.noThreshold")}
        min={0}
        max={1}
        step={0.05}
        decimalScale={3}
        clampBehavior="strict"
        value={threshold ?? ""}
        onChange={(value) => put({ threshold: typeof value === "number" ? value : null })}
      />
    </div>
  );
}
