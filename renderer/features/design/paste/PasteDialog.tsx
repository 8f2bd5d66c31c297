import { Button, Checkbox, Group, Modal, Text, Textarea } from "@mantine/core";
import { IconClipboardText, IconInfoCircle, IconVariable } from "@tabler/icons-react";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { structureText } from "#shared/design/structure-text.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptSpec } from "#shared/model/spec.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { LongText } from "../../../ui/attempt/LongText.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import type { DesignProps } from "../design-port.ts";
import { noteText } from "../note-text.ts";
import { SpecChanges } from "../spec/SpecChanges.tsx";
import classes from "./paste.module.css";

interface Props {
  spec: PromptSpec;
  /** The text that is there; its model and tools stay. */
  content: PromptContent;
  isTextThere: boolean;
  renderDiff: DesignProps["renderDiff"];
  onUse: (content: PromptContent, spec: PromptSpec | null) => void;
  /** As another prompt. */
  onCreate: (content: PromptContent, spec: PromptSpec | null) => Promise<void>;
  onClose: () => void;
}

const longestText = 1_000_000;

/** Any text as a prompt: its roles and variables found. Nothing is replaced before it was shown. */
export function PasteDialog({ spec, content, isTextThere, renderDiff, onUse, onCreate, onClose }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [isComparing, setComparing] = useState(false);
  const [wantsSpec, setWantsSpec] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const read = useDeferredValue(text);
  const found = useMemo(() => (read.trim() === "" ? null : structureText(read)), [read]);
  const pasted = found === null ? null : { ...found.content, model: content.model, tools: content.tools };
  const foundSpec = found?.spec == null ? null : { ...spec, ...found.spec };
  const usedSpec = wantsSpec ? foundSpec : null;

  async function create(): Promise<void> {
    if (found === null) return;
    setBusy(true);
    setFailure(null);
    try {
      await onCreate(found.content, usedSpec);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("design.paste.title")}
      size="min(1080px, 94vw)"
      yOffset="6vh"
      closeOnClickOutside={text === ""}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {isComparing && pasted !== null ? (
        <>
          <p className={classes.lead}>{t("design.paste.compareText")}</p>
          <div className={classes.diff}>{renderDiff(content, pasted, t("design.paste.compare"))}</div>
          {usedSpec !== null && (
            <div className={classes.specDiff}>
              <SpecChanges before={spec} after={usedSpec} />
            </div>
          )}
          <Group justify="flex-end" gap={8} mt={12}>
            <Button variant="default" onClick={() => setComparing(false)}>
              {t("design.paste.back")}
            </Button>
            <Button onClick={() => onUse(pasted, usedSpec)}>{t("design.paste.replace")}</Button>
          </Group>
        </>
      ) : (
        <>
          <div className={classes.columns}>
            <Textarea
              data-autofocus
              label={t("design.paste.field")}
              placeholder={t("design.paste.example")}
              classNames={{
                root: classes.field ?? "",
                wrapper: classes.wrapper ?? "",
                input: classes.input ?? "",
              }}
              maxLength={longestText}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <section className={classes.preview} aria-label={t("design.paste.preview")} tabIndex={0}>
              {found === null ? (
                <EmptyState
                  icon={IconClipboardText}
                  title={t("design.paste.empty")}
                  text={t("design.paste.emptyText")}
                />
              ) : (
                <Found content={found.content} notes={found.notes} />
              )}
            </section>
          </div>
          {foundSpec !== null && (
            <Checkbox
              mt={12}
              label={t("design.paste.withSpec")}
              checked={wantsSpec}
              onChange={(event) => setWantsSpec(event.currentTarget.checked)}
            />
          )}
          {failure !== null && (
            <Text size="sm" c="red" role="alert" mt={12}>
              {errorText(failure).message}
            </Text>
          )}
          <Group justify="flex-end" gap={8} mt={12}>
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button
              variant="default"
              disabled={found === null}
              loading={isBusy}
              onClick={() => void create()}
            >
              {t("design.paste.create")}
            </Button>
            <Button
              disabled={pasted === null}
              onClick={() => {
                if (pasted === null) return;
                if (isTextThere) setComparing(true);
                else onUse(pasted, usedSpec);
              }}
            >
              {t(isTextThere ? "design.paste.compare" : "design.paste.use")}
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}

function Found({ content, notes }: Pick<ReturnType<typeof structureText>, "content" | "notes">) {
  const { t } = useTranslation();
  return (
    <>
      {notes.length > 0 && (
        <ul className={classes.notes} aria-label={t("design.paste.notes")}>
          {notes.map((note) => (
            <li key={note.text}>
              <IconInfoCircle size={14} stroke={1.8} aria-hidden />
              {noteText(note)}
            </li>
          ))}
        </ul>
      )}
      {content.messages.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn anew with each text
        <div key={index} className={classes.message}>
          <span className={classes.role}>{t(`editor.role.${message.role}`)}</span>
          <LongText
            text={message.role === "history" ? `{${message.variable}}` : message.template}
            look="text"
          />
        </div>
      ))}
      <p className={classes.variables}>
        <IconVariable size={14} stroke={1.6} aria-hidden />
        {content.variables.length === 0
          ? t("design.paste.noVariables")
          : content.variables
              .map(({ name, type }) => `${name} (${t(`editor.type.${type}` as "editor.type.text")})`)
              .join(t("shell.format.listSeparator"))}
      </p>
    </>
  );
}
