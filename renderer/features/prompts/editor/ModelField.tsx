import { Autocomplete } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ModelRef, modelRef } from "#shared/model/content.ts";
import { simulatorProvider, splitModelRef } from "#shared/model/model-ref.ts";
import type { Price } from "#shared/model/provider.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { formatCost } from "../../../ui/format.ts";
import classes from "./ModelPanel.module.css";
import { priceOf, useModels } from "./models-store.ts";
import { SettingRow } from "./SettingRow.tsx";

interface Props {
  model: ModelRef | undefined;
  onChange: (model: ModelRef | undefined) => void;
}

/** Chosen from the list, or written by hand as PROVIDER/MODEL: a list may be unreachable or incomplete. */
export function ModelField({ model, onChange }: Props) {
  const { t } = useTranslation();
  const { models, failures } = useModels();
  const defaultModel = useSettings((state) => state.defaultModel);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? model ?? "";
  const isValid = text === "" || modelRef.safeParse(text).success;
  const groups = Map.groupBy(models, ({ ref }) => splitModelRef(ref).provider);

  const take = (next: string) => {
    const isReady = next === "" || modelRef.safeParse(next).success;
    setTyped(isReady ? null : next);
    if (isReady) onChange(next === "" ? undefined : next);
  };
  const priceWords = (ref: ModelRef, price: Price | null): string => {
    if (splitModelRef(ref).provider === simulatorProvider) return t("editor.model.free");
    if (price === null) return t("editor.model.priceUnknown");
    return t("editor.model.price", {
      input: formatCost(price.inputPerMillion),
      output: formatCost(price.outputPerMillion),
    });
  };
  const effective = model ?? defaultModel;
  return (
    <SettingRow label={t("editor.setting.model")} isSet={model !== undefined} onReset={() => take("")}>
      <Autocomplete
        aria-label={t("editor.setting.model")}
        size="xs"
        value={text}
        placeholder={t("editor.model.default", { model: defaultModel })}
        error={isValid ? null : t("editor.model.badRef")}
        data={[...groups].map(([group, items]) => ({ group, items: items.map(({ ref }) => ref) }))}
        limit={200}
        maxDropdownHeight={320}
        comboboxProps={{ shadow: "md", width: 340, position: "bottom-end" }}
        classNames={{ input: classes.mono ?? "" }}
        spellCheck={false}
        onChange={take}
        renderOption={({ option }) => (
          <span className={classes.option}>
            <span className={classes.optionName}>{splitModelRef(option.value).model}</span>
            <span className={classes.optionPrice}>
              {priceWords(option.value, priceOf(models, option.value))}
            </span>
          </span>
        )}
      />
      <p className={classes.note}>{priceWords(effective, priceOf(models, effective))}</p>
      {failures.map(({ provider, error }) => (
        <p key={provider} className={classes.note}>
          {t("editor.model.listFailed", { provider, reason: errorText(error).message })}
        </p>
      ))}
    </SettingRow>
  );
}
