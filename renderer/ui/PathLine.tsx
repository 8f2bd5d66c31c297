import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./PathLine.module.css";

/** A path of this computer, to be read and copied. `label` names the button for those who do not see the path. */
export function PathLine({ path, label }: { path: string; label: string }) {
  const { t } = useTranslation();
  return (
    <span className={classes.line}>
      <code>{path}</code>
      <CopyButton value={path}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t("shell.copied") : t("shell.copy")}>
            <ActionIcon size="sm" aria-label={copied ? t("shell.copied") : label} onClick={copy}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
