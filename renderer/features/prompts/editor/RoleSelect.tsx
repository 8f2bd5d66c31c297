import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { BlockRole } from "./content-edits.ts";
import classes from "./MessageBlock.module.css";
import { blockRoles, roleIcons } from "./roles.ts";

interface Props {
  role: BlockRole;
  /** A message with a text cannot become a placeholder. */
  canBeHistory: boolean;
  /** From 1. */
  number: number;
  onChange: (role: BlockRole) => void;
}

export function RoleSelect({ role, canBeHistory, number, onChange }: Props) {
  const { t } = useTranslation();
  const Icon = roleIcons[role];
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <button
          type="button"
          className={classes.role}
          aria-label={t("editor.roleOf", { number, role: t(`editor.role.${role}`) })}
        >
          <Icon size={14} stroke={1.8} />
          <span>{t(`editor.role.${role}`)}</span>
          <IconChevronDown size={12} stroke={1.8} className={classes.chevron} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {blockRoles.map((choice) => {
          const ChoiceIcon = roleIcons[choice];
          return (
            <Menu.Item
              key={choice}
              role="menuitemradio"
              aria-checked={choice === role}
              disabled={choice === "history" && !canBeHistory}
              leftSection={<ChoiceIcon size={14} stroke={1.8} />}
              rightSection={choice === role ? <IconCheck size={14} /> : null}
              onClick={() => onChange(choice)}
            >
              {t(`editor.role.${choice}`)}
              <span className={classes.roleHint}>
                {choice === "history" && !canBeHistory
                  ? t("editor.roleHint.historyNeedsBlank")
                  : t(`editor.roleHint.${choice}`)}
              </span>
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
