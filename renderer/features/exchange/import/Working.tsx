import { Button, Loader } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../../ui/format.ts";
import type { ImportStep, ImportWork } from "./create-import.ts";
import classes from "./ImportDialog.module.css";

interface Props {
  work: ImportWork;
  step: Extract<ImportStep, { kind: "reading" | "previewing" }>;
}

/** How far the reading is, and the way out of it. */
export function Working({ work, step }: Props) {
  const { t } = useTranslation();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  return (
    <div className={classes.working}>
      <Loader size={20} />
      <p role="status">
        {step.kind === "previewing"
          ? t("exchange.import.previewing")
          : step.read === 0
            ? t("exchange.import.found", { count: step.found, amount: formatNumber(step.found) })
            : t("exchange.import.read", { read: formatNumber(step.read), found: formatNumber(step.found) })}
      </p>
      <Button ref={cancel} variant="default" data-autofocus onClick={work.reset}>
        {t("exchange.import.cancel")}
      </Button>
    </div>
  );
}
