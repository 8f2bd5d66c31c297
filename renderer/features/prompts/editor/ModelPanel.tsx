import { NumberInput, Select, TagsInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type ModelSettings, type PromptContent, responseFormat } from "#shared/model/content.ts";
import { changeModel, type Edit } from "./content-edits.ts";
import { ModelField } from "./ModelField.tsx";
import classes from "./ModelPanel.module.css";
import { OutputSchemaField } from "./OutputSchemaField.tsx";
import { SettingRow } from "./SettingRow.tsx";

interface Props {
  content: PromptContent;
  onEdit: (edit: Edit, group?: string) => void;
}

type NumberSetting = "temperature" | "topP" | "maxTokens" | "seed";

const limits: Record<NumberSetting, { min?: number; max?: number; step: number; isWhole: boolean }> = {
  temperature: { min: 0, max: 2, step: 0.1, isWhole: false },
  topP: { min: 0, max: 1, step: 0.05, isWhole: false },
  maxTokens: { min: 1, max: 10_000_000, step: 100, isWhole: true },
  seed: { step: 1, isWhole: true },
};

/** The model's settings. One that is not set is left to the provider and is no part of the request. */
export function ModelPanel({ content, onEdit }: Props) {
  const { t } = useTranslation();
  const { model, outputSchema } = content;
  const change = (patch: Parameters<typeof changeModel>[0]) =>
    onEdit(changeModel(patch), `model:${Object.keys(patch).join()}`);

  const numberRow = (name: NumberSetting) => {
    const { min, max, step, isWhole } = limits[name];
    return (
      <SettingRow
        label={t(`editor.setting.${name}`)}
        hint={t(`editor.settingHint.${name}`)}
        isSet={model[name] !== undefined}
        onReset={() => change({ [name]: undefined })}
      >
        <NumberInput
          aria-label={t(`editor.setting.${name}`)}
          placeholder={t("editor.setting.providerDefault")}
          value={model[name] ?? ""}
          min={min ?? Number.MIN_SAFE_INTEGER}
          max={max ?? Number.MAX_SAFE_INTEGER}
          step={step}
          allowDecimal={!isWhole}
          allowNegative={min === undefined}
          clampBehavior="strict"
          decimalScale={isWhole ? 0 : 4}
          startValue={name === "maxTokens" ? 500 : 0}
          onChange={(typed) => {
            const given = typeof typed === "number" ? typed : typed.trim() === "" ? undefined : Number(typed);
            if (given === undefined || Number.isFinite(given)) change({ [name]: given });
          }}
        />
      </SettingRow>
    );
  };

  return (
    <div className={classes.panel}>
      <ModelField model={model.model} onChange={(chosen) => change({ model: chosen })} />
      <div className={classes.pair}>
        {numberRow("temperature")}
        {numberRow("topP")}
        {numberRow("maxTokens")}
        {numberRow("seed")}
      </div>
      <SettingRow
        label={t("editor.setting.stop")}
        hint={t("editor.settingHint.stop")}
        isSet={model.stop !== undefined}
        onReset={() => change({ stop: undefined })}
      >
        <TagsInput
          aria-label={t("editor.setting.stop")}
          placeholder={model.stop === undefined ? t("editor.setting.providerDefault") : ""}
          splitChars={[]}
          maxTags={16}
          value={(model.stop ?? []).map(showEscapes)}
          onChange={(typed) => {
            const stop = typed.map(readEscapes).filter((text) => text !== "");
            change({ stop: stop.length === 0 ? undefined : stop });
          }}
        />
      </SettingRow>
      <SettingRow
        label={t("editor.setting.responseFormat")}
        isSet={model.responseFormat !== undefined}
        onReset={() => change({ responseFormat: undefined })}
      >
        <Select
          aria-label={t("editor.setting.responseFormat")}
          placeholder={t("editor.setting.providerDefault")}
          data={responseFormat.options.map((format) => ({
            value: format,
            label: t(`editor.responseFormat.${format}`),
          }))}
          value={model.responseFormat ?? null}
          onChange={(chosen) => change({ responseFormat: formatOf(chosen) })}
        />
      </SettingRow>
      {(model.responseFormat === "json-schema" || outputSchema !== null) && (
        <OutputSchemaField
          schema={outputSchema}
          isSent={model.responseFormat === "json-schema"}
          onChange={(schema) => onEdit((now) => ({ ...now, outputSchema: schema }), "output-schema")}
        />
      )}
    </div>
  );
}

function formatOf(chosen: string | null): ModelSettings["responseFormat"] {
  const format = responseFormat.safeParse(chosen);
  return format.success ? format.data : undefined;
}

/** A line break and a tab are common stops and cannot be typed into a field of one line. */
const showEscapes = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");

const escapes: Record<string, string> = { "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\\\": "\\" };
const readEscapes = (text: string): string =>
  text.replace(/\\[nrt\\]/g, (written) => escapes[written] ?? written);
