import { Menu } from "@mantine/core";
import {
  IconBookmarkPlus,
  IconCopy,
  IconCopyPlus,
  IconExternalLink,
  IconFileExport,
  IconFolderSymlink,
  IconPencil,
  IconTags,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { Shortcut } from "../../../ui/Kbd.tsx";
import classes from "./PromptList.module.css";
import { ask, copyName } from "./prompt-actions.ts";

export interface MenuPlace {
  prompt: PromptSummary;
  /** In pixels from the window's top left. */
  x: number;
  y: number;
}

interface Props {
  place: MenuPlace | null;
  onClose: () => void;
  onOpen: (prompt: PromptSummary) => void;
  onRemove: (prompt: PromptSummary) => void;
  onExport: (prompt: PromptSummary) => void;
  onSaveAsTemplate: (prompt: PromptSummary) => void;
}

/** The menu of a prompt, at the pointer or at its line. */
export function PromptMenu({ place, onClose, onOpen, onRemove, onExport, onSaveAsTemplate }: Props) {
  const { t } = useTranslation();
  if (place === null) return null;
  const { prompt } = place;
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      width={220}
      returnFocus={false}
      key={prompt.promptId}
    >
      <Menu.Target>
        <span className={classes.menuAnchor} style={{ left: place.x, top: place.y }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t("prompts.more", { name: prompt.name })}>
        <Menu.Item
          leftSection={<IconExternalLink size={14} />}
          rightSection={<Shortcut keys="Enter" />}
          onClick={() => onOpen(prompt)}
        >
          {t("prompts.action.open")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconPencil size={14} />}
          rightSection={<Shortcut keys="F2" />}
          onClick={() => ask({ kind: "rename", prompt })}
        >
          {t("prompts.action.rename")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopyPlus size={14} />}
          onClick={() => ask({ kind: "duplicate", prompt })}
        >
          {t("prompts.action.duplicate")}
        </Menu.Item>
        <Menu.Item leftSection={<IconBookmarkPlus size={14} />} onClick={() => onSaveAsTemplate(prompt)}>
          {t("templates.commands.save")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFolderSymlink size={14} />}
          onClick={() => ask({ kind: "move", prompt })}
        >
          {t("prompts.action.move")}
        </Menu.Item>
        <Menu.Item leftSection={<IconTags size={14} />} onClick={() => ask({ kind: "tags", prompt })}>
          {t("prompts.action.tags")}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => copyName(prompt)}>
          {t("prompts.action.copyName")}
        </Menu.Item>
        <Menu.Item leftSection={<IconFileExport size={14} />} onClick={() => onExport(prompt)}>
          {t("exchange.commands.exportMore")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={14} />}
          rightSection={<Shortcut keys="Delete" />}
          onClick={() => onRemove(prompt)}
        >
          {t("prompts.action.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
