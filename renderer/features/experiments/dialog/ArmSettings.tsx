import { NumberInput, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type PromptContent, responseFormat } from "#shared/model/content.ts";
import classes from "./ExperimentForm.module.css";
import type { ArmFields } from "./experiment-wish.ts";

interface Props {
  arm: ArmFields;
  letter: string;
  content: PromptContent | null;
  onChange: (wish: Partial<ArmFields>) => void;
}

const fields = [
  { name: "temperature", min: 0, max: 2, step: 0.1, allowDecimal: true },
  { name: "topP", min: 0, max: 1, step: 0.05, allowDecimal: true },
  { name: "maxTokens", min: 1, max: 10_000_000, step: 100, allowDecimal: false },
  { name: "seed", min: 0, max: 2_147_483_647, step: 1, allowDecimal: false },
] as const;

/** What is set for this arm only, in place of what its version says; an empty field leaves that as it is. */
export function ArmSettings({ arm, letter, content, onChange }: Props) {
  const { t } = useTranslation();
  const own = content?.model;
  function set<K extends keyof ArmFields["settings"]>(name: K, value: ArmFields["settings"][K] | undefined) {
    const { [name]: _before, ...rest } = arm.settings;
    onChange({ settings: value === undefined ? rest : { ...rest, [name]: value } });
  }
  return (
    <fieldset className={classes.armSettings} aria-label={t("compare.dialog.settingsOf", { letter })}>
      {fields.map(({ name, ...limits }) => (
        <NumberInput
          {...limits}
          key={name}
          size="xs"
          label={t(`compare.setting.${name}`)}
          placeholder={String(own?.[name] ?? t("compare.dialog.asVersion"))}
          clampBehavior="strict"
          value={arm.settings[name] ?? ""}
          onChange={(value) => set(name, typeof value === "number" ? value : undefined)}
        />
      ))}
      <Select
        size="xs"
        label={t("compare.setting.responseFormat")}
        placeholder={own?.responseFormat ?? t("compare.dialog.asVersion")}
        clearable
        clearButtonProps={{ "aria-label": t("compare.dialog.asVersion") }}
        data={responseFormat.options}
        value={arm.settings.responseFormat ?? null}
        onChange={(chosen) => set("responseFormat", responseFormat.safeParse(chosen).data)}
      />
    </fieldset>
  );
}
