import { Group, Select } from "@mantine/core";
import { IconCopyCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "#shared/contract/operations.ts";
import { type PromptId, type SuiteId, suiteId as suiteIds } from "#shared/model/ids.ts";
import type { Version } from "#shared/model/prompt.ts";
import type { SuiteSummary } from "#shared/model/suite.ts";
import { host } from "../../../host/host.ts";
import { formatNumber } from "../../../ui/format.ts";
import { formatPercent } from "../../../ui/format-rate.ts";
import { notifyDone } from "../../../ui/notify.ts";
import { closeTemplateDialog } from "../templates-view-store.ts";
import classes from "./SaveTemplateForm.module.css";
import { WrittenForm } from "./WrittenForm.tsx";

interface Props {
  promptId: PromptId;
  /** The newest version; null: none was saved. */
  latest: Version | null;
  isDraftChanged: boolean;
  suites: SuiteSummary[];
  similar: Output<"templates.similar">;
  first: Parameters<typeof WrittenForm>[0]["first"];
}

/** What goes into the template besides the words about it, and what is there already. */
export function SaveTemplateForm({ promptId, latest, isDraftChanged, suites, similar, first }: Props) {
  const { t } = useTranslation();
  const [isVersion, setVersion] = useState(latest !== null && !isDraftChanged);
  const own = suites.find((suite) => suite.promptId === promptId);
  const [suiteId, setSuiteId] = useState<SuiteId | null>(own?.suiteId ?? null);
  return (
    <>
      {similar.length > 0 && (
        <section className={classes.similar} aria-label={t("templates.save.similar")}>
          <strong className={classes.title}>
            <IconCopyCheck size={14} aria-hidden />
            {t("templates.save.similar")}
          </strong>
          <ul>
            {similar.map(({ key, name, likeness }) => (
              <li key={key}>
                {t("templates.save.similarLine", { name, likeness: formatPercent(likeness) })}
              </li>
            ))}
          </ul>
          <p>{t("templates.save.similarHelp")}</p>
        </section>
      )}
      <WrittenForm
        first={first}
        submit={t(similar.length > 0 ? "templates.save.submitSimilar" : "templates.save.submit")}
        onSubmit={async (written) => {
          const versionId = isVersion && latest !== null ? latest.versionId : null;
          const { name } = await host.call("templates.save", { promptId, versionId, suiteId, ...written });
          notifyDone(t("templates.done.saved", { name }));
        }}
        onDone={closeTemplateDialog}
      >
        <Group grow align="flex-start" gap={12}>
          <Select
            label={t("templates.save.text")}
            allowDeselect={false}
            value={isVersion ? "version" : "draft"}
            data={[
              { value: "draft", label: t("templates.save.draft") },
              ...(latest === null
                ? []
                : [{ value: "version", label: t("templates.save.version", { version: latest.version }) }]),
            ]}
            onChange={(chosen) => setVersion(chosen === "version")}
          />
          <Select
            label={t("templates.save.suite")}
            description={t("templates.save.suiteHelp")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            placeholder={t("templates.save.noSuite")}
            clearable
            searchable
            limit={100}
            clearButtonProps={{ "aria-label": t("templates.save.noSuite") }}
            value={suiteId}
            data={suites.map((suite) => ({
              value: suite.suiteId,
              label: `${suite.name} (${t("templates.card.cases", { count: suite.cases, amount: formatNumber(suite.cases) })})`,
            }))}
            onChange={(chosen) => setSuiteId(suiteIds.safeParse(chosen).data ?? null)}
          />
        </Group>
      </WrittenForm>
    </>
  );
}
