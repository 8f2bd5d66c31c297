import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "#shared/model/prompt.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { drafts } from "../draft-store.ts";
import classes from "./ConflictBar.module.css";

/** Another page saved this draft meanwhile: both texts are kept, and the user says which one goes on. */
export function ConflictBar({ theirs }: { theirs: Draft }) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  const choose = (choice: "theirs" | "mine") => void drafts.resolveConflict(theirs.promptId, choice);
  return (
    <div className={classes.bar} role="alert">
      <div className={classes.line}>
        <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
        <p>
          {t("editor.conflict.text")} <RelativeTime at={theirs.savedAt} />
        </p>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-expanded={isShown}
          onClick={() => setShown(!isShown)}
        >
          {t(isShown ? "editor.conflict.hide" : "editor.conflict.show")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => choose("theirs")}>
          {t("editor.conflict.theirs")}
        </Button>
        <Button size="compact-sm" onClick={() => choose("mine")}>
          {t("editor.conflict.mine")}
        </Button>
      </div>
      {isShown && (
        <div className={classes.theirs}>
          {theirs.content.messages.map((message, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: shown once, never reordered
            <div key={index}>
              <strong>{t(`editor.role.${message.role}`)}</strong>
              <pre>{message.role === "history" ? message.variable : message.template}</pre>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
