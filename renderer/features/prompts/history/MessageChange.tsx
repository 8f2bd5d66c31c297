import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "#shared/model/content.ts";
import type { MessageDiff } from "#shared/text/diff-content.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { DiffEditor } from "../../../ui/monaco/DiffEditor.tsx";
import { ChangeBadge } from "./ChangeBadge.tsx";
import type { DiffLook } from "./ContentDiffView.tsx";
import classes from "./content-diff.module.css";
import { WhenSeen } from "./WhenSeen.tsx";

/** One message of a comparison, beside the one it was. An unchanged one is a line until it is asked for. */
export function MessageChange({ change, look }: { change: MessageDiff; look: DiffLook }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { kind, before, after, moved, roleChanged } = change;
  const side = after ?? before;
  if (side === null) return null;
  const role = t(`history.role.${side.message.role}`);
  const isCollapsible = change.text === null && kind === "same" && !look.showUnchanged;
  return (
    <div className={classes.block} data-kind={kind}>
      <div className={classes.blockHead}>
        <span className={classes.place}>{side.index + 1}</span>
        <span className={classes.role}>
          {roleChanged && before !== null && (
            <>
              <s>{t(`history.role.${before.message.role}`)}</s>
              <IconArrowRight size={12} aria-label={t("history.becomes")} />
            </>
          )}
          {role}
        </span>
        {(kind !== "same" || !moved) && <ChangeBadge kind={kind} />}
        {moved && <ChangeBadge kind="moved" />}
        {moved && before !== null && (
          <span className={classes.from}>{t("history.movedFrom", { place: before.index + 1 })}</span>
        )}
        {isCollapsible && (
          <Button
            variant="subtle"
            size="compact-xs"
            className={classes.toggle}
            aria-expanded={isOpen}
            aria-label={`${isOpen ? t("history.hide") : t("history.show")} · ${side.index + 1} ${role}`}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? t("history.hide") : t("history.show")}
          </Button>
        )}
      </div>
      {(!isCollapsible || isOpen) && <Body change={change} look={look} />}
    </div>
  );
}

function Body({ change, look }: { change: MessageDiff; look: DiffLook }) {
  const { t } = useTranslation();
  const fontSize = useSettings((settings) => settings.editorFontSize);
  const { kind, before, after, text } = change;
  if (text !== null && before !== null && after !== null) {
    const role = t(`history.role.${after.message.role}`);
    return (
      <WhenSeen>
        <DiffEditor
          original={textOf(before.message)}
          modified={textOf(after.message)}
          language="template"
          formats={look.formats}
          sideBySide={look.sideBySide}
          fontSize={fontSize}
          ariaLabel={`${after.index + 1} ${role}`}
        />
      </WhenSeen>
    );
  }
  const isPlaceholder = after?.message.role === "history" || before?.message.role === "history";
  if (kind === "changed" && isPlaceholder && before !== null && after !== null) {
    return (
      <div className={classes.lines}>
        <Text message={before.message} kind="removed" />
        <Text message={after.message} kind="added" />
      </div>
    );
  }
  const side = after ?? before;
  if (side === null) return null;
  return <Text message={side.message} kind={kind === "added" || kind === "removed" ? kind : "same"} />;
}

function Text({ message, kind }: { message: Message; kind: "added" | "removed" | "same" }) {
  const { t } = useTranslation();
  const fontSize = useSettings((settings) => settings.editorFontSize);
  if (message.role === "history") {
    const need = message.optional ? t("history.optional") : t("history.needed");
    return (
      <p className={classes.text} data-kind={kind}>
        {t("history.placeholder", { name: message.variable })} · {need}
      </p>
    );
  }
  if (message.template === "") return <p className={classes.empty}>{t("history.emptyText")}</p>;
  return (
    <pre className={classes.text} data-kind={kind} style={{ fontSize }}>
      {message.template}
    </pre>
  );
}

const textOf = (message: Message): string => (message.role === "history" ? "" : message.template);
