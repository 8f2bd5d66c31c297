import { IconChevronRight, IconDots, IconFolder, IconFolderOpen } from "@tabler/icons-react";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { formatNumber } from "../../../ui/format.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import classes from "./PromptList.module.css";
import { stageIcons } from "./stage-look.ts";

interface PromptLineProps {
  prompt: PromptSummary;
  onMenu: (event: MouseEvent<HTMLElement>) => void;
}

/** What the list says of one prompt: name, version and changes; stage and age below. */
export function PromptLine({ prompt, onMenu }: PromptLineProps) {
  const { t } = useTranslation();
  const isChanged = prompt.draftChanged && prompt.latestVersion !== null;
  return (
    <>
      <span className={classes.lineTop}>
        <span className={classes.name} title={prompt.description || prompt.name}>
          {prompt.name}
        </span>
        {isChanged && (
          <span
            className={classes.dot}
            role="img"
            aria-label={t("prompts.changed")}
            title={t("prompts.changed")}
          />
        )}
        <span className={classes.version}>{prompt.latestVersion ?? t("prompts.draftOnly")}</span>
      </span>
      <span className={classes.lineBottom}>
        <StatusBadge
          plain
          status="neutral"
          icon={stageIcons[prompt.stage]}
          label={t(`shell.stage.${prompt.stage}.name`)}
        />
        {prompt.tags.length > 0 && <span className={classes.lineTags}>{prompt.tags.join(" · ")}</span>}
        <RelativeTime at={prompt.updatedAt} className={classes.age} />
      </span>
      {/* The list itself has the focus; its menu key opens the same menu. */}
      <button
        type="button"
        tabIndex={-1}
        className={classes.more}
        aria-label={t("prompts.more", { name: prompt.name })}
        onClick={(event) => {
          event.stopPropagation();
          onMenu(event);
        }}
      >
        <IconDots size={16} />
      </button>
    </>
  );
}

interface FolderLineProps {
  folder: string;
  count: number | null;
  isFolded: boolean;
}

export function FolderLine({ folder, count, isFolded }: FolderLineProps) {
  const { i18n } = useTranslation();
  const Icon = isFolded ? IconFolder : IconFolderOpen;
  return (
    <>
      <IconChevronRight
        size={14}
        className={classes.chevron}
        data-open={!isFolded || undefined}
        aria-hidden
      />
      <Icon size={14} stroke={1.6} aria-hidden />
      <span className={classes.folderName}>{folder.split("/").join(" / ")}</span>
      {count !== null && <span className={classes.count}>{formatNumber(count, i18n.language)}</span>}
    </>
  );
}
