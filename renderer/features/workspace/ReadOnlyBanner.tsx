import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorData } from "#shared/contract/errors.ts";
import { reloadPage } from "../../host/replace-workspace.ts";
import { reopenWorkspace, useWorkspace } from "../../host/workspace-store.ts";
import { errorText } from "../../i18n/error-text.ts";
import { formatDateTime } from "../../ui/format.ts";
import { notifyError } from "../../ui/notify.ts";
import classes from "./ReadOnlyBanner.module.css";

const reasons = ["read-only", "read-only-folder", "newer-file", "disk-full"] as const;

/** Over the work while nothing can be saved: why, and the way to try again. */
export function ReadOnlyBanner() {
  const { t, i18n } = useTranslation();
  const access = useWorkspace((state) => state.access);
  const fault = useWorkspace((state) => state.fault);
  const [isTrying, setTrying] = useState(false);
  const [triedAt, setTriedAt] = useState<string | null>(null);
  if (access !== "read-only") return null;

  const tryAgain = async () => {
    setTrying(true);
    try {
      const now = await reopenWorkspace();
      if (now.access !== "read-only") reloadPage();
      else setTriedAt(new Date().toISOString());
    } catch (error) {
      notifyError(error);
    } finally {
      setTrying(false);
    }
  };

  return (
    <section
      className={classes.banner}
      aria-label={t("workspace.readOnly.label")}
      data-error-code={fault?.code}
    >
      <IconLock size={16} stroke={1.8} aria-hidden />
      <p>
        <strong>{t("workspace.readOnly.title")}</strong> <Reason fault={fault} />{" "}
        {t("workspace.readOnly.text")}
      </p>
      <span role="status" className={classes.still}>
        {triedAt !== null && t("workspace.readOnly.still", { time: formatDateTime(triedAt, i18n.language) })}
      </span>
      <Button size="compact-sm" variant="default" loading={isTrying} onClick={() => void tryAgain()}>
        {t("workspace.readOnly.retry")}
      </Button>
    </section>
  );
}

function Reason({ fault }: { fault: ErrorData | null }) {
  const { t } = useTranslation();
  const reason = reasons.find((name) => fault?.code === `store.${name}`);
  if (reason !== undefined) return t(`workspace.readOnly.reason.${reason}`);
  return fault === null ? null : errorText(fault).message;
}
