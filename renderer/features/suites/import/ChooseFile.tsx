import { Button, Textarea } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { notifyError } from "../../../ui/notify.ts";
import classes from "./ImportDialog.module.css";
import type { ImportFile } from "./use-import.ts";

/** Dropped, chosen or pasted. */
export function ChooseFile({ onChoose }: { onChoose: (file: ImportFile) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [text, setText] = useState("");

  async function read(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    try {
      onChoose({ name: file.name, text: await file.text() });
    } catch (error) {
      notifyError(error, t("suites.import.unreadable"));
    }
  }

  return (
    <div className={classes.body}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button in it is the first */}
      <div
        className={classes.drop}
        data-over={isOver || undefined}
        onDragOver={(event: DragEvent) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          setOver(false);
          void read(event.dataTransfer.files[0]);
        }}
      >
        <IconFileUpload size={24} stroke={1.4} aria-hidden />
        <p>{t("suites.import.drop")}</p>
        <Button data-autofocus onClick={() => input.current?.click()}>
          {t("suites.import.choose")}
        </Button>
        <input
          ref={input}
          type="file"
          className="lathe-visually-hidden"
          tabIndex={-1}
          aria-label={t("suites.import.choose")}
          accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.yaml,.yml"
          onChange={(event) => void read(event.currentTarget.files?.[0])}
        />
      </div>
      <Textarea
        label={t("suites.import.paste")}
        placeholder={t("suites.import.pastePlaceholder")}
        rows={7}
        value={text}
        spellCheck={false}
        classNames={{ input: classes.mono ?? "" }}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.right}>
        <Button variant="default" disabled={text.trim() === ""} onClick={() => onChoose({ name: "", text })}>
          {t("suites.import.readPasted")}
        </Button>
      </div>
    </div>
  );
}
