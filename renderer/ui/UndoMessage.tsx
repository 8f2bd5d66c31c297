import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./UndoMessage.module.css";

export function UndoMessage({ text, onUndo }: { text: string; onUndo: () => void }) {
  const { t } = useTranslation();
  return (
    <span className={classes.message}>
      <span>{text}</span>
      <Button variant="default" leftSection={<IconArrowBackUp size={14} />} onClick={onUndo}>
        {t("shell.undo")}
      </Button>
    </span>
  );
}
