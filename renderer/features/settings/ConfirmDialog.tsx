import { Alert, Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorData } from "#shared/contract/errors.ts";
import { ErrorWords } from "./ErrorWords.tsx";
import { errorDataOf } from "./error-data.ts";
import { SubjectDialog } from "./SubjectDialog.tsx";

interface Words {
  text: string;
  confirm: string;
  failedTitle: string;
}

interface Props<T> {
  /** What would be lost; null: nothing is asked. */
  subject: T | null;
  title: (subject: T) => string;
  words: Words;
  /** Closing follows when it succeeds; when it fails, the dialog stays and says why. */
  perform: (subject: T) => Promise<void>;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog<T>({ subject, title, words, perform, onClose }: Props<T>) {
  return (
    <SubjectDialog subject={subject} title={title} size={440} onClose={onClose}>
      {(asked) => <Question words={words} perform={() => perform(asked)} onClose={onClose} />}
    </SubjectDialog>
  );
}

function Question({
  words,
  perform,
  onClose,
}: {
  words: Words;
  perform: () => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorData | null>(null);

  const go = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await perform();
      onClose();
    } catch (error) {
      setFailure(errorDataOf(error));
      setBusy(false);
    }
  };

  return (
    <>
      <Text size="sm">{words.text}</Text>
      {failure !== null && (
        <Alert color="red" title={words.failedTitle} mt="sm">
          <ErrorWords error={failure} />
        </Alert>
      )}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("settings.cancel")}
        </Button>
        <Button color="red" loading={busy} onClick={() => void go()}>
          {words.confirm}
        </Button>
      </Group>
    </>
  );
}
