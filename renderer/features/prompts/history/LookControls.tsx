import { SegmentedControl, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./history.module.css";
import { toggleSideBySide, toggleUnchanged, useHistoryLook } from "./look-store.ts";

export function LookControls() {
  const { t } = useTranslation();
  const { sideBySide, showUnchanged } = useHistoryLook();
  return (
    <div className={classes.controls}>
      <Switch label={t("history.showUnchanged")} checked={showUnchanged} onChange={toggleUnchanged} />
      <SegmentedControl
        aria-label={t("history.layout")}
        value={sideBySide ? "side" : "inline"}
        onChange={toggleSideBySide}
        data={[
          { value: "side", label: t("history.sideBySide") },
          { value: "inline", label: t("history.inline") },
        ]}
      />
    </div>
  );
}
