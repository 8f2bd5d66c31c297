import { Autocomplete } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ModelRef, modelRef } from "#shared/model/content.ts";
import { simulatorModel, splitModelRef } from "#shared/model/model-ref.ts";
import { host } from "../../../host/host.ts";
import { useSettings } from "../../../host/settings-store.ts";

interface Props {
  label: string;
  description?: string | undefined;
  /** Absent: the default of Settings is what is called. */
  placeholder?: string;
  value: string | null;
  onChange: (model: ModelRef | null) => void;
}

/** A model from the list, or written by hand as PROVIDER/MODEL: a list may be unreachable or incomplete. */
export function ModelField({ label, description, placeholder, value, onChange }: Props) {
  const { t } = useTranslation();
  const standard = useSettings((settings) => settings.defaultModel);
  const [refs, setRefs] = useState<readonly ModelRef[]>([simulatorModel]);
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    const asking = new AbortController();
    host
      .call("providers.models", {}, asking.signal)
      .then(({ models }) => setRefs(models.map(({ ref }) => ref)))
      // A model can be written by hand.
      .catch(() => {});
    return () => asking.abort();
  }, []);
  const text = typed ?? value ?? "";
  const isValid = text === "" || modelRef.safeParse(text).success;
  const groups = Map.groupBy(refs, (ref) => splitModelRef(ref).provider);
  return (
    <Autocomplete
      label={label}
      description={description}
      size="xs"
      placeholder={placeholder ?? t("suites.model.standard", { model: standard })}
      error={isValid ? null : t("suites.model.bad")}
      data={[...groups].map(([group, items]) => ({ group, items }))}
      limit={200}
      maxDropdownHeight={280}
      spellCheck={false}
      value={text}
      onChange={(next) => {
        const isReady = next === "" || modelRef.safeParse(next).success;
        setTyped(isReady ? null : next);
        if (isReady) onChange(next === "" ? null : next);
      }}
    />
  );
}
