import { Button, Skeleton } from "@mantine/core";
import { IconHistory, IconSnowflake } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Suite, SuiteVersion } from "#shared/model/suite.ts";
import { host } from "../../../host/host.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import type { OpenSuite } from "../open/open-suite.ts";
import classes from "./SuiteVersions.module.css";

interface Props {
  suite: OpenSuite;
  facts: Suite;
}

/** The states of the suite that tests were run with; the table goes on from any of them. */
export function SuiteVersions({ suite, facts }: Props) {
  const { t, i18n } = useTranslation();
  const { suiteId } = suite;
  const [versions, setVersions] = useState<readonly SuiteVersion[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const read = useCallback(async () => {
    try {
      setVersions(await host.call("suites.versions", { suiteId }));
      setFailure(null);
    } catch (error) {
      setFailure(error);
    }
  }, [suiteId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a test that is started makes a version
  useEffect(() => void read(), [read, facts.latestVersion]);

  async function act(work: () => Promise<void>, failed: string): Promise<void> {
    setBusy(true);
    try {
      // What was typed last is part of it.
      if (!(await suite.flush())) throw new Error(t("suites.save.failedText"));
      await work();
      await read();
      await suite.refresh();
    } catch (error) {
      notifyError(error, failed);
    } finally {
      setBusy(false);
    }
  }
  const freeze = () =>
    act(async () => {
      const { version, unchanged } = await host.call("suites.freeze", { suiteId });
      notifyDone(
        t(unchanged ? "suites.versions.unchanged" : "suites.versions.frozen", { number: version.number }),
      );
    }, t("suites.versions.freezeFailed"));
  const goBack = ({ suiteVersionId, number }: SuiteVersion) =>
    act(
      async () => {
        const { undo } = await host.call("suites.go-back", { suiteId, suiteVersionId });
        suite.rememberUndo(undo);
        notifyDone(t("suites.versions.back", { number }));
      },
      t("suites.versions.backFailed", { number }),
    );

  if (versions === null) {
    return failure === null ? (
      <div className={classes.panel} role="status" aria-label={t("suites.loading")}>
        <Skeleton height={12} width="60%" />
        <Skeleton height={12} width="80%" />
      </div>
    ) : (
      <ErrorState title={t("suites.versions.failed")} error={failure} onRetry={() => void read()} />
    );
  }
  const canFreeze = facts.latestVersion === null || facts.isChanged;
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <p>
          {facts.latestVersion === null
            ? t("suites.versions.none")
            : facts.isChanged
              ? t("suites.versions.changed", { number: facts.latestVersion })
              : t("suites.versions.same", { number: facts.latestVersion })}
        </p>
        <Button
          variant="default"
          leftSection={<IconSnowflake size={14} />}
          disabled={!canFreeze || isBusy || facts.cases === 0}
          onClick={() => void freeze()}
        >
          {t("suites.versions.freeze")}
        </Button>
      </div>
      {versions.length === 0 ? (
        <EmptyState
          icon={IconHistory}
          title={t("suites.versions.empty")}
          text={t("suites.versions.emptyText")}
        />
      ) : (
        <ul className={classes.list}>
          {versions.map((version) => (
            <li key={version.suiteVersionId}>
              <span className={classes.number}>
                {t("suites.versions.number", { number: version.number })}
              </span>
              <span className={classes.facts}>
                <span>
                  {t("suites.cases", {
                    count: version.cases,
                    amount: formatNumber(version.cases, i18n.language),
                  })}
                  {" · "}
                  <RelativeTime at={version.createdAt} />
                </span>
                {version.message !== "" && <span className={classes.message}>{version.message}</span>}
              </span>
              <Button
                size="compact-sm"
                variant="default"
                disabled={isBusy || (version.number === facts.latestVersion && !facts.isChanged)}
                onClick={() => void goBack(version)}
              >
                {t("suites.versions.goBack")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
