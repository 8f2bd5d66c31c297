import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SalvageReport } from "#shared/model/workspace.ts";
import { formatNumber } from "../../../ui/format.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { Failure } from "./Choice.tsx";
import { Heading } from "./Heading.tsx";
import classes from "./RecoveryScreen.module.css";
import { backToChoices, keepRead, newestSound, useRecovery } from "./recovery-store.ts";
import { SalvagedPrompts } from "./SalvagedPrompts.tsx";

const compared = ["prompts", "versions", "runs"] as const;
/** More than these are of no use to a person, and a badly damaged file has thousands. */
const mostNotes = 12;

/** What could be read, beside what the newest sound backup holds: so that one can decide which to go on with. */
export function SalvageReportView({ report }: { report: SalvageReport }) {
  const { t } = useTranslation();
  const newest = useRecovery((state) => newestSound(state.recovery));
  const work = useRecovery((state) => state.work);
  const failure = useRecovery((state) => state.failure);
  if (!report.readable) {
    return (
      <section className={classes.report}>
        <Heading>{t("workspace.recovery.report.nothing")}</Heading>
        <p className={classes.lead}>{t("workspace.recovery.report.nothingText")}</p>
        <Notes notes={report.notes} />
        <div className={classes.doneButtons}>
          <Button size="sm" onClick={backToChoices}>
            {t("workspace.recovery.report.back")}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <section className={classes.report}>
      <Heading>{t("workspace.recovery.report.title")}</Heading>
      <p className={classes.lead}>
        {t(newest === null ? "workspace.recovery.report.leadAlone" : "workspace.recovery.report.lead")}
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("workspace.recovery.report.what")}</th>
            <th scope="col" className="lathe-numeric">
              {t("workspace.recovery.report.read")}
            </th>
            {newest !== null && (
              <th scope="col" className="lathe-numeric">
                {t("workspace.recovery.report.backup")} <RelativeTime at={newest.createdAt} />
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {compared.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`workspace.recovery.report.table.${name}`)}</th>
              <td className="lathe-numeric">
                <Kept
                  row={
                    name === "prompts" ? promptsOf(report) : report.tables.find((row) => row.name === name)
                  }
                />
              </td>
              {newest !== null && (
                <td className="lathe-numeric">
                  {newest.counts === null ? "–" : formatNumber(newest.counts[name])}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <h2 className={classes.subtitle}>{t("workspace.recovery.report.promptsTitle")}</h2>
      <SalvagedPrompts prompts={report.prompts} />
      <Notes notes={report.notes} />
      {work === "keep" && (
        <p className={classes.working} role="status">
          {t("workspace.recovery.report.working")}
        </p>
      )}
      {failure?.work === "keep" && (
        <Failure title={t("workspace.recovery.report.failed")} error={failure.error} />
      )}
      <div className={classes.doneButtons}>
        <Button size="sm" loading={work === "keep"} onClick={() => void keepRead()}>
          {t("workspace.recovery.report.use")}
        </Button>
        <Button size="sm" variant="default" disabled={work !== null} onClick={backToChoices}>
          {t("workspace.recovery.report.back")}
        </Button>
      </div>
    </section>
  );
}

interface Row {
  kept: number;
  lost: number | null;
  /** Kept under a name that was made up: the texts are there, the prompt's own name is not. */
  unnamed?: number;
}

/** A prompt whose name is lost and whose texts are not is there all the same. */
function promptsOf({ tables, prompts }: SalvageReport): Row | undefined {
  const row = tables.find(({ name }) => name === "prompts");
  if (row === undefined) return undefined;
  const unnamed = Math.max(0, prompts.length - row.kept);
  const lost = row.lost === null ? null : Math.max(0, row.lost - unnamed);
  return { kept: row.kept + unnamed, lost, unnamed };
}

/** How many were read, and how many were lost where that is known. */
function Kept({ row }: { row: Row | undefined }) {
  const { t } = useTranslation();
  if (row === undefined) return "–";
  const { kept, lost, unnamed = 0 } = row;
  return (
    <>
      {formatNumber(kept)}
      {unnamed > 0 && (
        <span className={classes.lossUnknown}>
          {" "}
          {t("workspace.recovery.report.unnamed", { count: unnamed, amount: formatNumber(unnamed) })}
        </span>
      )}
      {lost === null ? (
        <span className={classes.lossUnknown}> {t("workspace.recovery.report.lostUnknown")}</span>
      ) : lost > 0 ? (
        <span className={classes.loss}>
          {" "}
          {t("workspace.recovery.report.lost", { count: lost, amount: formatNumber(lost) })}
        </span>
      ) : null}
    </>
  );
}

function Notes({ notes }: { notes: string[] }) {
  const { t } = useTranslation();
  if (notes.length === 0) return null;
  const more = notes.length - mostNotes;
  return (
    <>
      <h2 className={classes.subtitle}>{t("workspace.recovery.report.notes")}</h2>
      <ul className={classes.notes}>
        {notes.slice(0, mostNotes).map((note) => (
          <li key={note}>{note}</li>
        ))}
        {more > 0 && (
          <li>{t("workspace.recovery.report.moreNotes", { count: more, amount: formatNumber(more) })}</li>
        )}
      </ul>
    </>
  );
}
