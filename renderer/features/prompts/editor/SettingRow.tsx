import { Tooltip } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./ModelPanel.module.css";

interface Props {
  label: string;
  hint?: string;
  /** Set by this prompt; otherwise the provider decides. */
  isSet: boolean;
  onReset: () => void;
  children: ReactNode;
}

export function SettingRow({ label, hint, isSet, onReset, children }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.row}>
      <div className={classes.head}>
        <span className={classes.label} data-set={isSet || undefined}>
          {label}
        </span>
        {hint !== undefined && (
          <Tooltip label={hint} multiline w={240} events={{ hover: true, focus: true, touch: true }}>
            <button type="button" className={classes.hint} aria-label={hint}>
              <IconInfoCircle size={13} stroke={1.6} />
            </button>
          </Tooltip>
        )}
        {isSet && (
          <button
            type="button"
            className={classes.reset}
            aria-label={t("editor.setting.resetNamed", { label })}
            onClick={onReset}
          >
            {t("editor.setting.reset")}
          </button>
        )}
      </div>
      {children}
    </div>
  );
}
