import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./SectionHeading.module.css";
import type { SettingsSection } from "./settings-view-store.ts";

interface Props {
  section: SettingsSection;
  lead: string;
  actions?: ReactNode;
}

export function SectionHeading({ section, lead, actions }: Props) {
  const { t } = useTranslation();
  return (
    <header className={classes.heading}>
      <div className={classes.words}>
        <h2 className={classes.title}>{t(`settings.section.${section}`)}</h2>
        <p className={classes.lead}>{lead}</p>
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
