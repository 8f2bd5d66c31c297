import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CaseId } from "#shared/model/ids.ts";
import type { SuiteCase } from "#shared/model/suite.ts";
import { host } from "../../../host/host.ts";
import { notifyDone } from "../../../ui/notify.ts";
import { caseSummary } from "../import/case-changes.ts";
import type { OpenSuite } from "../open/open-suite.ts";
import classes from "./CoveragePanel.module.css";

/** More are shown when these are dealt with. */
const mostShown = 10;

interface Props {
  suite: OpenSuite;
  groups: readonly { caseIds: CaseId[] }[];
}

/** Cases that ask the same: all but the first of a group can go. */
export function DuplicateCases({ suite, groups }: Props) {
  const { t } = useTranslation();
  const shown = groups.slice(0, mostShown);
  const [firsts, setFirsts] = useState<ReadonlyMap<CaseId, SuiteCase>>(new Map());
  const ids = shown.map(({ caseIds }) => caseIds[0]).join(" ");
  useEffect(() => {
    let isGone = false;
    const { suiteId } = suite;
    const wanted = ids === "" ? [] : (ids.split(" ") as CaseId[]);
    Promise.all(wanted.map((caseId) => host.call("suites.case", { suiteId, caseId })))
      .then((cases) => {
        if (!isGone) setFirsts(new Map(cases.map((each) => [each.caseId, each])));
      })
      // The counts stand without the words.
      .catch(() => {});
    return () => {
      isGone = true;
    };
  }, [suite, ids]);
  const removeOthers = (caseIds: readonly CaseId[]) => {
    suite.edit(caseIds.slice(1).map((caseId) => ({ kind: "remove", caseId })));
    notifyDone(t("suites.coverage.removed", { count: caseIds.length - 1 }));
  };
  return (
    <ul className={classes.duplicates}>
      {shown.map(({ caseIds }) => {
        const first = caseIds[0] === undefined ? undefined : firsts.get(caseIds[0]);
        return (
          <li key={caseIds[0]}>
            <span className={classes.summary}>
              {first === undefined ? "…" : caseSummary(first.content) || t("suites.coverage.unnamed")}
            </span>
            <Button size="compact-xs" variant="default" onClick={() => removeOthers(caseIds)}>
              {t("suites.coverage.removeOthers", { count: caseIds.length - 1 })}
            </Button>
          </li>
        );
      })}
      {groups.length > mostShown && (
        <li className={classes.help}>
          {t("suites.coverage.moreDuplicates", { count: groups.length - mostShown })}
        </li>
      )}
    </ul>
  );
}
