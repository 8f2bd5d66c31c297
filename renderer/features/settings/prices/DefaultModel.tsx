import { Button, Select } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSettings } from "../../../host/settings-store.ts";
import { changeSettings } from "../change-settings.ts";
import { ErrorWords } from "../ErrorWords.tsx";
import formClasses from "../form.module.css";
import { loadModels, useProviders } from "../providers/providers-store.ts";
import classes from "./DefaultModel.module.css";
import { modelChoices, typedModel } from "./model-choices.ts";

const mostShown = 200;

export function DefaultModel() {
  const { t } = useTranslation();
  const chosen = useSettings((state) => state.defaultModel);
  const models = useProviders((state) => state.models);
  const [search, setSearch] = useState("");

  useEffect(() => void loadModels(), []);

  const listed = models.value?.models.map(({ ref }) => ref) ?? [];
  const typed = typedModel(search, [...listed, chosen]);
  const groups = modelChoices(listed, chosen);
  const data =
    typed === null ? groups : [...groups, { group: t("settings.prices.defaultModelTyped"), items: [typed] }];

  return (
    <section className={`${classes.defaultModel} ${formClasses.form}`}>
      <Select
        label={t("settings.prices.defaultModel")}
        description={t("settings.prices.defaultModelHelp")}
        placeholder={t("settings.prices.defaultModelSearch")}
        nothingFoundMessage={t("settings.prices.defaultModelNone")}
        className={classes.select}
        searchable
        allowDeselect={false}
        limit={mostShown}
        maxDropdownHeight={320}
        data={data}
        value={chosen}
        onSearchChange={setSearch}
        onChange={(model) => {
          if (model !== null && model !== chosen) void changeSettings({ defaultModel: model });
        }}
      />
      {models.loading ? (
        <p className={classes.note} role="status">
          {t("settings.prices.modelsLoading")}
        </p>
      ) : (
        <>
          {models.failure !== null && (
            <p className={classes.failure} role="status">
              <IconAlertTriangle size={14} />
              <span>
                {t("settings.prices.modelsFailed")}: <ErrorWords error={models.failure} />
              </span>
            </p>
          )}
          {models.value?.failures.map(({ provider, error }) => (
            <p key={provider} className={classes.failure} role="status">
              <IconAlertTriangle size={14} />
              <span>
                {t("settings.prices.modelsFailure", { provider })}: <ErrorWords error={error} />
              </span>
            </p>
          ))}
          {(models.failure !== null || (models.value?.failures.length ?? 0) > 0) && (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconRefresh size={12} />}
              onClick={() => void loadModels()}
            >
              {t("settings.prices.reload")}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
