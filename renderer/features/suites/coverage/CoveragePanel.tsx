import { Button, Skeleton } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "#shared/contract/operations.ts";
import type { PromptContent } from "#shared/model/content.ts";
import { host } from "../../../host/host.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import type { OpenSuite } from "../open/open-suite.ts";
import { beginTask } from "../suites-view-store.ts";
import classes from "./CoveragePanel.module.css";
import { DuplicateCases } from "./DuplicateCases.tsx";

type Coverage = Output<"suites.coverage">;

/** Somebody may be typing in the table. */
const calmMs = 800;

interface Props {
  suite: OpenSuite;
  revision: number;
  content: PromptContent | null;
}

/** Which kinds of input have a case, and which have none. */
export function CoveragePanel({ suite, revision, content }: Props) {
  const { t, i18n } = useTranslation();
  const [coverage, setCoverage] = useState<Coverage | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { suiteId } = suite;
  const read = useCallback(
    async (signal?: AbortSignal) => {
      try {
        setCoverage(await host.call("suites.coverage", { suiteId, content }, signal));
        setFailure(null);
      } catch (error) {
        if (!signal?.aborted) setFailure(error);
      }
    },
    [suiteId, content],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is read anew
  useEffect(() => {
    const asking = new AbortController();
    const timer = setTimeout(() => void read(asking.signal), coverage === null ? 0 : calmMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [read, revision]);

  if (coverage === null) {
    return failure === null ? (
      <div className={classes.panel} role="status" aria-label={t("suites.loading")}>
        <Skeleton height={12} width="60%" />
        <Skeleton height={12} width="80%" />
        <Skeleton height={12} width="40%" />
      </div>
    ) : (
      <ErrorState title={t("suites.coverage.failed")} error={failure} onRetry={() => void read()} />
    );
  }
  const amount = (count: number) => formatNumber(count, i18n.language);
  const most = Math.max(1, ...coverage.tags.map(({ count }) => count));
  const gaps = coverage.variables.filter(
    ({ missing, missingOptions }) => missing.length + missingOptions.length > 0,
  );
  return (
    <div className={classes.panel}>
      <dl className={classes.facts}>
        <div>
          <dt>{t("suites.coverage.cases")}</dt>
          <dd>{amount(coverage.cases)}</dd>
        </div>
        <div>
          <dt>{t("suites.coverage.withExpected")}</dt>
          <dd>{amount(coverage.withExpected)}</dd>
        </div>
        <div data-warn={coverage.withoutChecks > 0 || undefined}>
          <dt>{t("suites.coverage.withoutChecks")}</dt>
          <dd>{amount(coverage.withoutChecks)}</dd>
        </div>
      </dl>
      {coverage.withoutChecks > 0 && <p className={classes.help}>{t("suites.coverage.withoutChecksHelp")}</p>}

      <section className={classes.section}>
        <h3>{t("suites.coverage.tags")}</h3>
        {coverage.tags.length === 0 && <p className={classes.help}>{t("suites.coverage.noTags")}</p>}
        <ul className={classes.tags}>
          {coverage.tags.map(({ name, count }) => (
            <li key={name}>
              <button
                type="button"
                title={t("suites.coverage.showTag", { tag: name })}
                onClick={() => suite.filter({ tag: name })}
              >
                <span className={classes.tagName}>{name}</span>
                <span className={classes.bar} aria-hidden>
                  <span style={{ width: `${(count / most) * 100}%` }} />
                </span>
                <span className={classes.tagCount}>{amount(count)}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>

      <section className={classes.section}>
        <h3>{t("suites.coverage.variables")}</h3>
        {coverage.variables.length === 0 && (
          <p className={classes.help}>{t("suites.coverage.noVariables")}</p>
        )}
        {coverage.variables.map(({ name, given, distinct, missing, missingOptions }) => {
          const kinds = [
            ...missing.filter((kind) => kind !== "option").map((kind) => t(`suites.coverage.kind.${kind}`)),
            ...missingOptions.map((option) => t("suites.coverage.option", { option })),
          ];
          return (
            <div key={name} className={classes.variable}>
              <div className={classes.variableHead}>
                <code>{name}</code>
                <span className={classes.help}>
                  {t("suites.coverage.given", {
                    given: amount(given),
                    distinct: amount(distinct),
                  })}
                </span>
              </div>
              {kinds.length > 0 && (
                <div className={classes.missing}>
                  <span className={classes.help}>{t("suites.coverage.missing")}</span>
                  {kinds.map((kind) => (
                    <button
                      key={kind}
                      type="button"
                      className={classes.kind}
                      title={t("suites.coverage.generateKind")}
                      onClick={() => beginTask("generate", t("suites.coverage.wish", { name, kinds: kind }))}
                    >
                      {kind}
                    </button>
                  ))}
                </div>
              )}
            </div>
          );
        })}
        {gaps.length > 0 && content !== null && (
          <Button
            variant="default"
            leftSection={<IconSparkles size={14} />}
            onClick={() =>
              beginTask(
                "generate",
                gaps
                  .map(({ name, missing, missingOptions }) =>
                    t("suites.coverage.wish", {
                      name,
                      kinds: [
                        ...missing
                          .filter((kind) => kind !== "option")
                          .map((kind) => t(`suites.coverage.kind.${kind}`)),
                        ...missingOptions,
                      ].join(t("shell.format.listSeparator")),
                    }),
                  )
                  .join("\n")
                  .slice(0, 2_000),
              )
            }
          >
            {t("suites.coverage.generate")}
          </Button>
        )}
      </section>

      <section className={classes.section}>
        <h3>{t("suites.coverage.duplicates")}</h3>
        {coverage.duplicates.length === 0 ? (
          <p className={classes.help}>{t("suites.coverage.noDuplicates")}</p>
        ) : (
          <DuplicateCases suite={suite} groups={coverage.duplicates} />
        )}
      </section>
    </div>
  );
}
