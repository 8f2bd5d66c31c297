import { IconFileImport } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { openImportFrom, useExchange } from "../exchange-store.ts";
import { showDragging, useDragging } from "./dragging-store.ts";
import classes from "./FileDrop.module.css";
import { watchDrops } from "./watch-drops.ts";

/** Files can be dropped anywhere on the window, and while they hang over it the page says so. */
export function FileDrop() {
  const { t } = useTranslation();
  const isOver = useDragging((state) => state.isOver);
  const isOpen = useExchange((state) => state.importing !== null);
  useEffect(() => watchDrops(window, { isWelcome, onOver: showDragging, onFiles: openImportFrom }), []);
  // The dialog shows it by itself.
  if (!isOver || isOpen) return null;
  return (
    <div className={classes.veil} aria-hidden>
      <div className={classes.card}>
        <IconFileImport size={32} stroke={1.4} />
        <p className={classes.title}>{t("exchange.drop.title")}</p>
        <p className={classes.text}>{t("exchange.drop.text")}</p>
      </div>
    </div>
  );
}

/** Another dialog asks something: what is dropped there is not meant for an import. */
function isWelcome(): boolean {
  const { importing, isBusy } = useExchange.getState();
  if (importing !== null) return !isBusy;
  return document.querySelector('[role="dialog"][aria-modal="true"]') === null;
}
