import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useSettings } from "../../../host/settings-store.ts";
import { changeSettings } from "../change-settings.ts";
import classes from "./UseAsDefault.module.css";

/** Makes a model the default of the workspace, or says that it is. */
export function UseAsDefault({ model }: { model: string }) {
  const { t } = useTranslation();
  const isDefault = useSettings((state) => state.defaultModel === model);
  if (isDefault) {
    return (
      <span className={classes.isDefault}>
        <IconCheck size={14} />
        {t("settings.providers.isDefault")}
      </span>
    );
  }
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => void changeSettings({ defaultModel: model })}>
      {t("settings.providers.useAsDefault")}
      <span className="lathe-visually-hidden">{` ${model}`}</span>
    </Button>
  );
}
