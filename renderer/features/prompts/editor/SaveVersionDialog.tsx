import { Button, Group, Modal, SegmentedControl, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Bump, bump as bumps } from "#shared/model/prompt.ts";
import { describeChange } from "#shared/text/describe-change.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { notifyDone } from "../../../ui/notify.ts";
import { shortcutText } from "../../../ui/shortcut-keys.ts";
import { isSameContent } from "../draft-mirror.ts";
import { drafts } from "../draft-store.ts";
import type { OpenDraft } from "../open-draft.ts";
import { ChangeSummary } from "./ChangeSummary.tsx";
import classes from "./SaveVersionDialog.module.css";
import { nextVersion } from "./version-number.ts";

interface Props {
  draft: OpenDraft;
  onClose: () => void;
}

/** Makes the draft a version. Where nothing changed since the latest one, it says so and makes nothing. */
export function SaveVersionDialog({ draft, onClose }: Props) {
  const { t } = useTranslation();
  const isUnchanged = draft.latest !== null && isSameContent(draft.latest.content, draft.content);
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t("editor.version.dialogTitle", { name: draft.prompt.name })}
      closeButtonProps={{ "aria-label": t("editor.close") }}
    >
      {isUnchanged ? (
        <>
          <p className={classes.unchanged}>
            {t("editor.version.unchanged", { version: draft.latest?.version ?? "" })}
          </p>
          <Group justify="flex-end" mt="md">
            <Button data-autofocus onClick={onClose}>
              {t("editor.close")}
            </Button>
          </Group>
        </>
      ) : (
        <VersionForm draft={draft} onClose={onClose} />
      )}
    </Modal>
  );
}

function VersionForm({ draft, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { prompt, latest, content } = draft;
  const [message, setMessage] = useState(() =>
    describeChange(latest?.content ?? null, content, i18n.language === "zh" ? "zh" : "en"),
  );
  const [bump, setBump] = useState<Bump>("patch");
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const number = nextVersion(latest?.version ?? null, bump);

  const save = async () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      const { version, unchanged } = await drafts.saveVersion(prompt.promptId, { message, bump });
      onClose();
      notifyDone(
        t(unchanged ? "editor.version.unchanged" : "editor.version.saved", { version: version.version }),
      );
    } catch (error) {
      setFailure(errorText(error).message);
      setBusy(false);
    }
  };

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        // Not a run: the dialog is in front.
        event.preventDefault();
        event.stopPropagation();
        void save();
      }}
    >
      <Textarea
        label={t("editor.version.message")}
        data-autofocus
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2_000}
        value={message}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      {latest === null ? (
        <p className={classes.note}>{t("editor.version.first")}</p>
      ) : (
        <div>
          <SegmentedControl
            fullWidth
            aria-label={t("editor.version.bump")}
            value={bump}
            onChange={(chosen) => setBump(bumps.parse(chosen))}
            data={bumps.options.map((choice) => ({
              value: choice,
              label: `${t(`editor.bump.${choice}`)} · ${nextVersion(latest.version, choice)}`,
            }))}
          />
          <p className={classes.note}>{t(`editor.bumpHint.${bump}`)}</p>
        </div>
      )}
      {latest !== null && <ChangeSummary before={latest.content} after={content} since={latest.version} />}
      {failure !== null && (
        <p className={classes.failure} role="alert">
          {failure}
        </p>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("editor.cancel")}
        </Button>
        <Button type="submit" loading={isBusy}>
          {t("editor.version.saveNumber", { version: number })}
          <span className={classes.keys}>{shortcutText("mod+Enter")}</span>
        </Button>
      </Group>
    </form>
  );
}
