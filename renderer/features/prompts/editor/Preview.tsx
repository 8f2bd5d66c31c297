import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PromptContent, VariableValues } from "#shared/model/content.ts";
import { missingValues } from "#shared/text/variable-value.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { focusMessage, focusValue } from "./editor-view-store.ts";
import blockClasses from "./MessageBlock.module.css";
import listClasses from "./MessageList.module.css";
import classes from "./Preview.module.css";
import { roleIcons } from "./roles.ts";
import type { Formatted } from "./use-formatted.ts";

interface Props {
  content: PromptContent;
  values: VariableValues;
  formatted: Formatted;
  fontSize: number;
}

/** The messages as a model would receive them, or what they still lack. */
export function Preview({ content, values, formatted, fontSize }: Props) {
  const { t } = useTranslation();
  const missing = missingValues(content, values);
  return (
    <div className={listClasses.list} data-preview>
      <p className={classes.lead}>{t("editor.preview.lead")}</p>
      {formatted.error !== null && (
        <div className={classes.fault} role="alert">
          <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
          <div>
            <p>{missing.length > 0 ? t("editor.preview.missing") : errorText(formatted.error).message}</p>
            <div className={classes.names}>
              {missing.map((name) => (
                <Button key={name} size="compact-xs" variant="default" onClick={() => focusValue(name)}>
                  {name}
                </Button>
              ))}
              {missing.length === 0 && (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => focusMessage(messageOf(formatted.error) ?? 0)}
                >
                  {t("editor.preview.backToText")}
                </Button>
              )}
            </div>
          </div>
        </div>
      )}
      {formatted.messages?.map((message, index) => {
        const Icon = roleIcons[message.role];
        return (
          <section
            // biome-ignore lint/suspicious/noArrayIndexKey: a formatted message has no identity but its place
            key={index}
            className={blockClasses.block}
            data-role={message.role}
            aria-label={t("editor.messageLabel", {
              number: index + 1,
              role: t(`editor.role.${message.role}`),
            })}
          >
            <header className={classes.head}>
              <Icon size={14} stroke={1.8} />
              {t(`editor.role.${message.role}`)}
            </header>
            <pre className={classes.text} style={{ fontSize }}>
              {message.content === "" ? <em>{t("editor.preview.empty")}</em> : message.content}
            </pre>
          </section>
        );
      })}
    </div>
  );
}

/** Which message an error of formatting is about. */
function messageOf(error: unknown): number | null {
  const details = typeof error === "object" && error !== null && "details" in error ? error.details : null;
  const place =
    typeof details === "object" && details !== null && "message" in details ? details.message : null;
  return typeof place === "number" ? place : null;
}
