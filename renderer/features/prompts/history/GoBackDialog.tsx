import { Button, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import type { PromptHistory, Side } from "./history-store.ts";

interface Props {
  /** null: nothing is asked. */
  side: Side | null;
  history: PromptHistory;
  onClose: () => void;
}

/** Says what going back does, and does it. */
export function GoBackDialog({ side, history, onClose }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const latest = history.useHistory((state) => state.latest);
  const version = side?.version ?? "";
  const isLatest = side !== null && side.contentHash === latest?.contentHash;

  const goBack = async () => {
    if (side === null || side.pick === "draft") return;
    setBusy(true);
    try {
      const made = await history.goBackTo(side.pick, t("history.goBackTo", { version }));
      notifyDone(
        made.unchanged
          ? t("history.goBack.draftDone", { version: made.version.version })
          : t("history.goBack.done", { version, number: made.version.version }),
      );
      onClose();
    } catch (error) {
      notifyError(error, t("history.goBack.failed", { version }));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      opened={side !== null}
      onClose={onClose}
      title={t("history.goBack.title", { version })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Text>
        {isLatest ? t("history.goBack.draftText", { version }) : t("history.goBack.text", { version })}
      </Text>
      <Text mt="xs">{t("history.goBack.kept")}</Text>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t("shell.cancel")}
        </Button>
        <Button data-autofocus loading={busy} onClick={() => void goBack()}>
          {t("history.goBackTo", { version })}
        </Button>
      </Group>
    </Modal>
  );
}
