import { Group, PasswordInput, Radio, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Provider } from "#shared/model/provider.ts";
import { useHostFacts } from "../privacy/host-store.ts";
import { whereKeysAreKept } from "./key-words.ts";
import { type KeyChoice, losesKey, type ProviderField, type ProviderForm } from "./provider-form.ts";

interface Props {
  form: ProviderForm;
  editing: Provider | null;
  /** The problem of a field in words, or undefined. */
  say: (field: ProviderField) => string | undefined;
  change: (patch: Partial<ProviderForm>) => void;
}

/** Where the key comes from. A stored key is never shown, so it can only be kept or replaced. */
export function KeyFields({ form, editing, say, change }: Props) {
  const { t } = useTranslation();
  const vault = useHostFacts((state) => state.facts.value?.capabilities.vault ?? null);
  const stored = editing?.key.kind === "vault" ? editing.key : null;
  const forgotten = editing !== null && losesKey(form.baseUrl, editing);
  return (
    <Stack gap={8}>
      <Radio.Group<KeyChoice>
        label={t("settings.providers.keyFrom")}
        value={form.keyChoice}
        error={
          forgotten && form.keyChoice === "keep"
            ? t("settings.providers.problem.keyOriginChanged")
            : undefined
        }
        onChange={(keyChoice) => change({ keyChoice })}
      >
        <Group gap="6px 16px" mt={4} mb={4}>
          {stored !== null && (
            <Radio
              size="xs"
              value="keep"
              disabled={forgotten}
              label={
                stored.hint === ""
                  ? t("settings.providers.keyKeepNoHint")
                  : t("settings.providers.keyKeep", { hint: stored.hint })
              }
            />
          )}
          <Radio size="xs" value="vault" label={t("settings.providers.keyEnter")} />
          <Radio size="xs" value="environment" label={t("settings.providers.keyEnvironment")} />
          <Radio size="xs" value="none" label={t("settings.providers.keyNoneChoice")} />
        </Group>
      </Radio.Group>
      {form.keyChoice === "vault" && (
        <PasswordInput
          aria-label={t("settings.providers.keyField")}
          inputWrapperOrder={["input", "description", "error"]}
          description={t("settings.providers.keyHelp", { where: whereKeysAreKept(t, vault) })}
          value={form.key}
          error={say("key")}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ key: event.currentTarget.value })}
        />
      )}
      {form.keyChoice === "environment" && (
        <TextInput
          aria-label={t("settings.providers.variableField")}
          inputWrapperOrder={["input", "description", "error"]}
          description={t("settings.providers.variableHelp")}
          placeholder="OPENAI_API_KEY"
          value={form.variable}
          error={say("variable")}
          spellCheck={false}
          onChange={(event) => change({ variable: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}
