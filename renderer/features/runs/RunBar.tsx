import { Button, Select, Tooltip } from "@mantine/core";
import { IconPlayerPlayFilled, IconPlayerStopFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ModelRef } from "#shared/model/content.ts";
import { type RunMode, runMode } from "#shared/model/run.ts";
import { updateSettings } from "../../host/settings-store.ts";
import { notifyError } from "../../ui/notify.ts";
import { shortcutText } from "../../ui/shortcut-keys.ts";
import { type CurrentRun, isUnderWay } from "./create-runs.ts";
import classes from "./RunBar.module.css";

interface Props {
  current: CurrentRun | null;
  mode: RunMode;
  modelLabel: ModelRef;
  /** Why the last press started nothing. */
  refusal: string | null;
  onStart: () => void;
  onCancel: () => void;
}

export function RunBar({ current, mode, modelLabel, refusal, onStart, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.bar}>
      {isUnderWay(current) ? (
        <Button
          color="red"
          variant="light"
          className={classes.run ?? ""}
          leftSection={<IconPlayerStopFilled size={14} />}
          onClick={onCancel}
        >
          {t("runs.cancel")}
          <span className={classes.keys}>{shortcutText("mod+.")}</span>
        </Button>
      ) : (
        <Button
          className={classes.run ?? ""}
          leftSection={<IconPlayerPlayFilled size={14} />}
          onClick={onStart}
        >
          {t("runs.run")}
          <span className={classes.keys}>{shortcutText("mod+Enter")}</span>
        </Button>
      )}
      <Tooltip label={t(`runs.modeHint.${mode}`)} multiline w={260}>
        <Select
          aria-label={t("runs.mode.label")}
          className={classes.mode ?? ""}
          allowDeselect={false}
          value={mode}
          data={runMode.options.map((choice) => ({ value: choice, label: t(`runs.mode.${choice}`) }))}
          comboboxProps={{ width: 280, position: "bottom-start", shadow: "md" }}
          renderOption={({ option }) => (
            <span className={classes.option}>
              {option.label}
              <span>{t(`runs.modeHint.${runMode.parse(option.value)}`)}</span>
            </span>
          )}
          onChange={(chosen) => {
            const read = runMode.safeParse(chosen);
            if (read.success) updateSettings({ runMode: read.data }).catch(notifyError);
          }}
        />
      </Tooltip>
      <code className={classes.model} title={t("runs.modelIs", { model: modelLabel })}>
        {modelLabel}
      </code>
      <p className={classes.refusal} role="status">
        {refusal}
      </p>
    </div>
  );
}
