import { Button, Textarea } from "@mantine/core";
import { IconFileImport, IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { importFormat } from "#shared/model/exchange.ts";
import { useDragging } from "../drop/dragging-store.ts";
import { ChooseButtons } from "./ChooseButtons.tsx";
import type { ImportWork } from "./create-import.ts";
import classes from "./ImportDialog.module.css";

/** Dropped, chosen or pasted. What is dropped is taken by the window itself, wherever on it. */
export function ChooseStep({ work }: { work: ImportWork }) {
  const { t } = useTranslation();
  const isOver = useDragging((state) => state.isOver);
  const [text, setText] = useState("");
  return (
    <div className={classes.choose}>
      <div className={classes.ways}>
        <div className={classes.drop} data-over={isOver || undefined}>
          <IconFileImport size={28} stroke={1.4} aria-hidden />
          <p>{t("exchange.import.drop")}</p>
          <ChooseButtons isFirst onChoose={(source) => void work.readFrom(source)} />
        </div>
        <Textarea
          label={t("exchange.import.paste")}
          placeholder={t("exchange.import.pastePlaceholder")}
          rows={6}
          value={text}
          spellCheck={false}
          classNames={{ input: classes.mono ?? "" }}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={classes.right}>
          <Button
            variant="default"
            disabled={text.trim() === ""}
            onClick={() => void work.take([{ path: t("exchange.import.pastedName"), text }])}
          >
            {t("exchange.import.readPasted")}
          </Button>
        </div>
      </div>
      <section className={classes.reads} aria-labelledby="import-reads">
        <h3 id="import-reads" className={classes.heading}>
          {t("exchange.import.reads")}
        </h3>
        <ul className={classes.formats}>
          {importFormat.options.map((format) => (
            <li key={format}>{t(`exchange.format.${format}`)}</li>
          ))}
        </ul>
        <p className={classes.safe}>
          <IconShieldCheck size={16} stroke={1.6} aria-hidden />
          {t("exchange.import.safe")}
        </p>
      </section>
    </div>
  );
}
