import { notifications } from "@mantine/notifications";
import { IconCheck, IconExclamationMark } from "@tabler/icons-react";
import { createElement } from "react";
import { isCancelled } from "#shared/contract/errors.ts";
import { errorText } from "../i18n/error-text.ts";
import { i18n } from "../i18n/i18n.ts";
import { UndoMessage } from "./UndoMessage.tsx";

const readableMs = 4_000;
const undoMs = 10_000;

const closeButton = () => ({ closeButtonProps: { "aria-label": i18n.t("shell.close") } });

/** Something the user asked for is done. */
export function notifyDone(text: string): void {
  notifications.show({
    ...closeButton(),
    message: text,
    icon: createElement(IconCheck, { size: 14 }),
    color: "lathe",
    autoClose: readableMs,
  });
}

/** Something went wrong; it stays until it is closed. What the user cancelled is no error. */
export function notifyError(error: unknown, title?: string): void {
  if (isCancelled(error)) return;
  const text = errorText(error);
  notifications.show({
    ...closeButton(),
    title: title ?? text.title,
    message: text.message,
    icon: createElement(IconExclamationMark, { size: 14 }),
    color: "red",
    autoClose: false,
    role: "alert",
  });
}

/** Something is done that can be taken back for a while. */
export function notifyUndo(text: string, undo: () => void | Promise<void>): void {
  const id = crypto.randomUUID();
  const takeBack = async () => {
    notifications.hide(id);
    try {
      await undo();
    } catch (error) {
      notifyError(error);
    }
  };
  notifications.show({
    ...closeButton(),
    id,
    autoClose: undoMs,
    color: "lathe",
    message: createElement(UndoMessage, { text, onUndo: () => void takeBack() }),
  });
}
