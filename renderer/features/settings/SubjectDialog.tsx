import { Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props<T> {
  /** What the dialog is about; null closes it. */
  subject: T | null;
  title: (subject: T) => string;
  size: number;
  onClose: () => void;
  /** Mounted anew for each opening, so that nothing typed before comes back. */
  children: (subject: T) => ReactNode;
}

/**
 * A modal that is always in the tree, so that it can give the focus back when it closes. The last subject stays while it
 * fades: no word changes on the way out.
 */
export function SubjectDialog<T>({ subject, title, size, onClose, children }: Props<T>) {
  const { t } = useTranslation();
  const [last, setLast] = useState(subject);
  if (subject !== null && subject !== last) setLast(subject);
  const shown = subject ?? last;
  return (
    <Modal
      opened={subject !== null}
      onClose={onClose}
      size={size}
      yOffset="5vh"
      title={shown === null ? null : title(shown)}
      closeButtonProps={{ "aria-label": t("settings.close") }}
    >
      {shown === null ? null : children(shown)}
    </Modal>
  );
}
