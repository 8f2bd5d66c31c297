import { Fieldset, NumberInput, SimpleGrid, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ProviderField, ProviderForm } from "./provider-form.ts";

interface Props {
  form: ProviderForm;
  /** The problem of a field in words, or undefined. */
  say: (field: ProviderField) => string | undefined;
  change: (patch: Partial<ProviderForm>) => void;
}

export function LimitFields({ form, say, change }: Props) {
  const { t } = useTranslation();
  const field = (name: "concurrency" | "requestsPerMinute" | "tokensPerMinute", noLimit: boolean) => (
    <NumberInput
      label={t(`settings.providers.${name}`)}
      placeholder={noLimit ? t("settings.providers.noLimit") : undefined}
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator=","
      min={1}
      clampBehavior="none"
      hideControls
      value={form[name]}
      error={say(name)}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <Fieldset legend={t("settings.providers.limitsTitle")} p="sm" pt={4} mx={0}>
      <Text size="xs" c="dimmed" mb="xs">
        {t("settings.providers.limitsHelp")}
      </Text>
      <SimpleGrid cols={3} spacing="sm">
        {field("concurrency", false)}
        {field("requestsPerMinute", true)}
        {field("tokensPerMinute", true)}
      </SimpleGrid>
    </Fieldset>
  );
}
