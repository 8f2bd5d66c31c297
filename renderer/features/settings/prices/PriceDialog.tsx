import { Alert, Button, Group, NumberInput, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorData } from "#shared/contract/errors.ts";
import type { PriceEntry } from "#shared/model/provider.ts";
import { ErrorWords } from "../ErrorWords.tsx";
import { errorDataOf } from "../error-data.ts";
import classes from "../form.module.css";
import { SubjectDialog } from "../SubjectDialog.tsx";
import { useRefusedForm } from "../use-refused-form.ts";
import {
  emptyPriceForm,
  type PriceField,
  type PriceForm,
  type PriceProblems,
  priceFormOf,
  readPriceForm,
} from "./price-form.ts";
import { setPrice } from "./prices-store.ts";

type Figure = "input" | "cachedInput" | "output" | "reasoning";

interface Props {
  /** `new`: a model that is not in the table yet. */
  subject: PriceEntry | "new" | null;
  onClose: () => void;
}

export function PriceDialog({ subject, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <SubjectDialog
      subject={subject}
      title={(shown) =>
        shown === "new"
          ? t("settings.prices.addTitle")
          : t("settings.prices.editTitle", { model: shown.model })
      }
      size={460}
      onClose={onClose}
    >
      {(shown) => <PriceFields entry={shown === "new" ? null : shown} onClose={onClose} />}
    </SubjectDialog>
  );
}

function PriceFields({ entry, onClose }: { entry: PriceEntry | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<PriceForm>(() =>
    entry === null ? emptyPriceForm(today()) : priceFormOf(entry, today()),
  );
  const [problems, setProblems] = useState<PriceProblems>({});
  const refused = useRefusedForm();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorData | null>(null);

  const change = (field: PriceField, value: number | string) => {
    setForm((now) => ({ ...now, [field]: value }));
    setProblems(({ [field]: _settled, ...left }) => left);
  };
  const say = (field: PriceField) =>
    problems[field] === undefined ? undefined : t(`settings.prices.problem.${problems[field]}`);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readPriceForm(form);
    if (read.problems !== undefined) {
      setProblems(read.problems);
      refused.sendBack();
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await setPrice(form.provider.trim(), form.model.trim(), read.price);
      onClose();
    } catch (error) {
      setFailure(errorDataOf(error));
      setBusy(false);
    }
  };

  const figure = (field: Figure, description?: string) => (
    <NumberInput
      label={t(`settings.prices.${field}`)}
      description={description}
      inputWrapperOrder={["label", "input", "description", "error"]}
      prefix="$"
      decimalScale={6}
      allowNegative={false}
      clampBehavior="none"
      hideControls
      value={form[field]}
      error={say(field)}
      onChange={(value) => change(field, value)}
    />
  );

  return (
    <form
      ref={refused.form}
      className={classes.form}
      onSubmit={(event) => void submit(event)}
      noValidate
      autoComplete="off"
    >
      <Stack gap="sm">
        {entry === null && (
          <SimpleGrid cols={2} spacing="sm">
            <TextInput
              data-autofocus
              label={t("settings.prices.provider")}
              description={t("settings.prices.providerHelp")}
              inputWrapperOrder={["label", "input", "description", "error"]}
              value={form.provider}
              error={say("provider")}
              spellCheck={false}
              maxLength={40}
              onChange={(event) => change("provider", event.currentTarget.value)}
            />
            <TextInput
              label={t("settings.prices.model")}
              description={t("settings.prices.modelHelp")}
              inputWrapperOrder={["label", "input", "description", "error"]}
              value={form.model}
              error={say("model")}
              spellCheck={false}
              maxLength={300}
              onChange={(event) => change("model", event.currentTarget.value)}
            />
          </SimpleGrid>
        )}
        <Text size="xs" c="dimmed">
          {t("settings.prices.unit")}
        </Text>
        <SimpleGrid cols={2} spacing="sm">
          {figure("input")}
          {figure("cachedInput", t("settings.prices.cachedHelp"))}
          {figure("output")}
          {figure("reasoning", t("settings.prices.reasoningHelp"))}
        </SimpleGrid>
        <TextInput
          type="date"
          label={t("settings.prices.asOf")}
          description={t("settings.prices.asOfHelp")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={form.asOf}
          error={say("asOf")}
          onChange={(event) => change("asOf", event.currentTarget.value)}
        />
        {failure !== null && (
          <Alert color="red" title={t("settings.prices.saveFailed")}>
            <ErrorWords error={failure} />
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("settings.cancel")}
          </Button>
          <Button type="submit" loading={busy}>
            {t("settings.prices.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** YYYY-MM-DD where the user is, not in UTC. */
function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
