import { Button } from "@mantine/core";
import { type ChangeEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type FileSource, filesOfInput } from "../reading/file-source.ts";
import classes from "./ImportDialog.module.css";

interface Props {
  onChoose: (source: FileSource) => void;
  /** The first of them has the focus when its dialog opens. */
  isFirst?: boolean;
  /** Only the folder is asked for. */
  onlyFolder?: boolean;
}

/** The browser's own dialogs for files and for a folder. */
export function ChooseButtons({ onChoose, isFirst = false, onlyFolder = false }: Props) {
  const { t } = useTranslation();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.currentTarget.files;
    if (chosen !== null && chosen.length > 0) onChoose(filesOfInput(chosen));
    // The same file can be chosen again after it was changed.
    event.currentTarget.value = "";
  };
  return (
    <div className={classes.buttons}>
      {!onlyFolder && (
        <>
          <Button data-autofocus={isFirst || undefined} onClick={() => files.current?.click()}>
            {t("exchange.import.chooseFiles")}
          </Button>
          <input
            ref={files}
            type="file"
            multiple
            className="lathe-visually-hidden"
            tabIndex={-1}
            aria-label={t("exchange.import.chooseFiles")}
            onChange={take}
          />
        </>
      )}
      <Button variant="default" onClick={() => folder.current?.click()}>
        {t("exchange.import.chooseFolder")}
      </Button>
      <input
        ref={(input) => {
          folder.current = input;
          // React knows no such attribute.
          if (input !== null) input.webkitdirectory = true;
        }}
        type="file"
        multiple
        className="lathe-visually-hidden"
        tabIndex={-1}
        aria-label={t("exchange.import.chooseFolder")}
        onChange={take}
      />
    </div>
  );
}
