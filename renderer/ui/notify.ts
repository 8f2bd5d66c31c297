import { type NotificationData, notifications } from "@mantine/notifications";
import { IconArrowBackUp, IconCheck, IconExclamationMark, IconInfoSmall } from "@tabler/icons-react";
import { createElement } from "react";
import { isCancelled } from "#shared/contract/errors.ts";
import { errorText } from "../i18n/error-text.ts";
import { i18n } from "../i18n/i18n.ts";
import { ActionMessage, type MessageAction } from "./ActionMessage.tsx";

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

/** Nothing was done, and nothing is wrong either: why. */
export function notifyPlain(text: string): void {
  notifications.show({
    ...closeButton(),
    message: text,
    icon: createElement(IconInfoSmall, { size: 18 }),
    color: "gray",
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
  notifyAction(text, { ...undoAction(), perform: undo }, { color: "lathe", autoClose: undoMs });
}

/** Something large is done that can be taken back; it stays until it is closed. */
export function notifyLargeUndo(title: string, text: string, undo: () => void | Promise<void>): void {
  notifyAction(text, { ...undoAction(), perform: undo }, { color: "lathe", title, autoClose: false });
}

/** Something needs the user's eye; it stays until it is closed, and leads to where it can be seen. */
export function notifyWarning(title: string, text: string, action: MessageAction): void {
  notifyAction(text, action, { color: "yellow", title, autoClose: false, role: "alert" });
}

/** Something takes a while; answers the way to take the message down. */
export function notifyWorking(text: string): () => void {
  const id = crypto.randomUUID();
  notifications.show({ id, message: text, loading: true, autoClose: false, withCloseButton: false });
  return () => notifications.hide(id);
}

const undoAction = () => ({ label: i18n.t("shell.undo"), icon: IconArrowBackUp });

function notifyAction(
  text: string,
  action: MessageAction,
  look: Pick<NotificationData, "color" | "title" | "autoClose" | "role">,
): void {
  const id = crypto.randomUUID();
  const perform = async () => {
    notifications.hide(id);
    try {
      await action.perform();
    } catch (error) {
      notifyError(error);
    }
  };
  notifications.show({
    ...closeButton(),
    ...look,
    id,
    message: createElement(ActionMessage, {
      text,
      action: { ...action, perform: () => void perform() },
      isLarge: look.title !== undefined,
    }),
  });
}
