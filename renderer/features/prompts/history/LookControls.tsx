import { ActionIcon, Tooltip } from "@mantine/core";
import { IconEye, IconEyeOff, IconLayoutColumns, IconLayoutRows } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./history.module.css";
import { toggleSideBySide, toggleUnchanged, useHistoryLook } from "./look-store.ts";

export function LookControls() {
  const { t } = useTranslation();
  const { sideBySide, showUnchanged } = useHistoryLook();
  return (
    <div className={classes.controls}>
      <Tooltip label={t("history.showUnchanged")}>
        <ActionIcon
          variant={showUnchanged ? "light" : "subtle"}
          color={showUnchanged ? "lathe" : "gray"}
          aria-label={t("history.showUnchanged")}
          aria-pressed={showUnchanged}
          onClick={toggleUnchanged}
        >
          {showUnchanged ? <IconEye size={16} stroke={1.6} /> : <IconEyeOff size={16} stroke={1.6} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("history.sideBySide")}>
        <ActionIcon
          variant={sideBySide ? "light" : "subtle"}
          color={sideBySide ? "lathe" : "gray"}
          aria-label={t("history.sideBySide")}
          aria-pressed={sideBySide}
          onClick={toggleSideBySide}
        >
          {sideBySide ? (
            <IconLayoutColumns size={16} stroke={1.6} />
          ) : (
            <IconLayoutRows size={16} stroke={1.6} />
          )}
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
