import { Alert, Button, Group, Select, Stack, TextInput } from "@mantine/core";
import type { TFunction } from "i18next";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorData } from "#shared/contract/errors.ts";
import type { Provider } from "#shared/model/provider.ts";
import { ErrorWords } from "../ErrorWords.tsx";
import { errorDataOf } from "../error-data.ts";
import classes from "../form.module.css";
import { SubjectDialog } from "../SubjectDialog.tsx";
import {
  closeProviderDialog,
  finishProviderDialog,
  type OpenProviderDialog,
  useSettingsView,
} from "../settings-view-store.ts";
import { useRefusedForm } from "../use-refused-form.ts";
import { KeyFields } from "./KeyFields.tsx";
import { LimitFields } from "./LimitFields.tsx";
import {
  applyPreset,
  emptyProviderForm,
  formOf,
  isUnencrypted,
  type ProviderForm,
  type ProviderProblems,
  readProviderForm,
} from "./provider-form.ts";
import { azureResource, customPreset, providerPresets } from "./provider-presets.ts";
import { addProvider, updateProvider } from "./providers-store.ts";

interface Props {
  dialog: OpenProviderDialog;
  providers: Provider[];
}

/** The one dialog of Settings that a command can open from elsewhere, so its state is in the store. */
export function ProviderDialog({ dialog, providers }: Props) {
  const { t } = useTranslation();
  const editing =
    dialog?.kind === "edit"
      ? (providers.find(({ providerId }) => providerId === dialog.providerId) ?? null)
      : null;
  const isOpen = dialog?.kind === "add" || editing !== null;
  return (
    <SubjectDialog
      subject={isOpen ? dialog : null}
      title={() =>
        editing === null
          ? t("settings.providers.addTitle")
          : t("settings.providers.editTitle", { name: editing.name })
      }
      size={520}
      onClose={closeProviderDialog}
    >
      {() => (
        <ProviderFields editing={editing} others={providers.filter((provider) => provider !== editing)} />
      )}
    </SubjectDialog>
  );
}

/** What was typed, the key above all, lives only as long as the dialog. */
function ProviderFields({ editing, others }: { editing: Provider | null; others: Provider[] }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<ProviderForm>(editing === null ? emptyProviderForm : formOf(editing));
  const [problems, setProblems] = useState<ProviderProblems>({});
  const refused = useRefusedForm();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorData | null>(null);

  /** A field stops complaining as soon as it changes; it is judged again on submit. */
  const change = (patch: Partial<ProviderForm>) => {
    setForm((now) => ({ ...now, ...patch }));
    setProblems((now) => {
      const left = { ...now };
      for (const field of Object.keys(patch)) delete left[field as keyof ProviderProblems];
      if ("baseUrl" in patch) delete left.keyChoice;
      return left;
    });
  };

  const choosePreset = (id: string | null) => {
    const preset = providerPresets.find((candidate) => candidate.id === id);
    setProblems({});
    if (preset === undefined) setForm((now) => ({ ...now, presetId: customPreset }));
    else
      setForm((now) =>
        applyPreset(
          now,
          preset,
          others.map(({ name }) => name),
        ),
      );
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readProviderForm(form, others, editing);
    if (read.problems !== undefined) {
      setProblems(read.problems);
      refused.sendBack();
      return;
    }
    const dialog = useSettingsView.getState().providerDialog;
    setBusy(true);
    setFailure(null);
    try {
      if ("name" in read.input) await addProvider(read.input);
      else if (editing !== null) await updateProvider({ ...read.input, providerId: editing.providerId });
      finishProviderDialog(dialog);
    } catch (error) {
      setFailure(errorDataOf(error));
      setBusy(false);
    }
  };

  const say = (field: keyof ProviderProblems) =>
    problems[field] === undefined ? undefined : t(`settings.providers.problem.${problems[field]}`);

  return (
    <form
      ref={refused.form}
      className={classes.form}
      onSubmit={(event) => void submit(event)}
      noValidate
      autoComplete="off"
    >
      <Stack gap="sm">
        {editing === null && (
          <Select
            data-autofocus
            label={t("settings.providers.preset")}
            placeholder={t("settings.providers.presetPlaceholder")}
            allowDeselect={false}
            maxDropdownHeight={320}
            data={presetGroups(t)}
            value={form.presetId === "" ? null : form.presetId}
            onChange={choosePreset}
          />
        )}
        <TextInput
          label={t("settings.providers.name")}
          description={
            editing === null
              ? t("settings.providers.nameHelp", { name: form.name.trim() || "openai" })
              : t("settings.providers.nameFixed")
          }
          value={form.name}
          readOnly={editing !== null}
          variant={editing === null ? "default" : "filled"}
          error={say("name")}
          spellCheck={false}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t("settings.providers.baseUrl")}
          description={
            form.baseUrl.includes(azureResource)
              ? t("settings.providers.azureHelp", { placeholder: azureResource })
              : t("settings.providers.baseUrlHelp")
          }
          placeholder="https://host/v1"
          inputMode="url"
          value={form.baseUrl}
          error={say("baseUrl")}
          spellCheck={false}
          data-autofocus={editing !== null || undefined}
          onChange={(event) => change({ baseUrl: event.currentTarget.value })}
        />
        {isUnencrypted(form.baseUrl) && (
          <Alert color="yellow" p="xs">
            {t("settings.providers.unencrypted")}
          </Alert>
        )}
        <KeyFields form={form} editing={editing} say={say} change={change} />
        <LimitFields form={form} say={say} change={change} />
        {failure !== null && (
          <Alert
            color="red"
            title={editing === null ? t("settings.providers.addFailed") : t("settings.providers.editFailed")}
          >
            <ErrorWords error={failure} />
          </Alert>
        )}
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button variant="default" onClick={closeProviderDialog}>
            {t("settings.cancel")}
          </Button>
          <Button type="submit" loading={busy}>
            {editing === null ? t("settings.providers.submitAdd") : t("settings.providers.submitEdit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function presetGroups(t: TFunction) {
  const items = (local: boolean) =>
    providerPresets.filter((preset) => preset.local === local).map(({ id, label }) => ({ value: id, label }));
  return [
    { group: t("settings.providers.presetHosted"), items: items(false) },
    { group: t("settings.providers.presetLocal"), items: items(true) },
    {
      group: t("settings.providers.presetOther"),
      items: [{ value: customPreset, label: t("settings.providers.presetCustom") }],
    },
  ];
}
