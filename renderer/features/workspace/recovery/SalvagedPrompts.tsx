import { useTranslation } from "react-i18next";
import type { SalvageReport } from "#shared/model/workspace.ts";
import { formatNumber } from "../../../ui/format.ts";
import { type Status, StatusBadge } from "../../../ui/StatusBadge.tsx";
import classes from "./RecoveryScreen.module.css";

type Salvaged = SalvageReport["prompts"][number];

const draftStatus: Record<Salvaged["draft"], Status> = {
  kept: "success",
  "from-journal": "info",
  "from-version": "warning",
  lost: "danger",
};

/** Prompt by prompt: how many of its versions are there, and where its draft comes from. */
export function SalvagedPrompts({ prompts }: { prompts: Salvaged[] }) {
  const { t } = useTranslation();
  if (prompts.length === 0) return <p className={classes.lead}>{t("workspace.recovery.report.noPrompts")}</p>;
  return (
    <section
      className={classes.scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
      aria-label={t("workspace.recovery.report.promptsTitle")}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("workspace.recovery.report.prompt")}</th>
            <th scope="col">{t("workspace.recovery.report.versions")}</th>
            <th scope="col">{t("workspace.recovery.report.draft")}</th>
          </tr>
        </thead>
        <tbody>
          {prompts.map((prompt, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: shown once, never reordered, and names may repeat
            <tr key={index}>
              <th scope="row" className={classes.name}>
                {prompt.name}
              </th>
              <td>
                <Versions prompt={prompt} />
              </td>
              <td>
                <StatusBadge
                  plain
                  status={draftStatus[prompt.draft]}
                  label={t(`workspace.recovery.report.draftState.${prompt.draft}`)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Versions({ prompt: { versionsKept, versionsLost } }: { prompt: Salvaged }) {
  const { t } = useTranslation();
  const kept = t("workspace.recovery.report.versionsKept", {
    count: versionsKept,
    amount: formatNumber(versionsKept),
  });
  if (versionsLost === null) {
    return (
      <>
        {kept} <span className={classes.lossUnknown}>{t("workspace.recovery.report.lostUnknown")}</span>
      </>
    );
  }
  if (versionsLost === 0) return kept;
  return (
    <>
      {kept}{" "}
      <span className={classes.loss}>
        {t("workspace.recovery.report.lost", { count: versionsLost, amount: formatNumber(versionsLost) })}
      </span>
    </>
  );
}
