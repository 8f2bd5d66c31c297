import type { TFunction } from "i18next";

/** Second shortcuts of commands that people know from other programs. */
export const aliases: Record<string, string> = {
  "mod+shift+P": "app.palette",
  "?": "app.keyboard",
  "mod+Y": "editor.redo",
};

/** All shortcuts of a command, the one it is shown with first. */
export const shortcutsOf = ({ id, shortcut }: { id: string; shortcut?: string }): string[] => [
  ...(shortcut === undefined ? [] : [shortcut]),
  ...Object.keys(aliases).filter((alias) => aliases[alias] === id),
];

export interface KeyLines {
  place: "text" | "list" | "find" | "table" | "compare";
  title: string;
  lines: { title: string; keys: string[] }[];
}

/** The keys that mean something in one place only; no command has them. */
export function keysByPlace(t: TFunction): KeyLines[] {
  return [
    {
      place: "text",
      title: t("shell.keyboard.inText"),
      lines: [
        { title: t("shell.keyboard.textRename"), keys: ["F2"] },
        { title: t("shell.keyboard.textFix"), keys: ["alt+Enter"] },
        { title: t("shell.keyboard.textComplete"), keys: ["ctrl+Space"] },
        { title: t("shell.keyboard.textFind"), keys: ["mod+F"] },
        { title: t("shell.keyboard.textLeave"), keys: ["Tab", "shift+Tab"] },
      ],
    },
    {
      place: "list",
      title: t("shell.keyboard.inList"),
      lines: [
        { title: t("shell.keyboard.listMove"), keys: ["ArrowUp", "ArrowDown"] },
        { title: t("shell.keyboard.listOpen"), keys: ["Enter"] },
        { title: t("shell.keyboard.listRename"), keys: ["F2"] },
        { title: t("shell.keyboard.listRemove"), keys: ["Delete"] },
        { title: t("shell.keyboard.listFold"), keys: ["ArrowLeft", "ArrowRight"] },
        { title: t("shell.keyboard.listMenu"), keys: ["shift+F10"] },
      ],
    },
    {
      place: "find",
      title: t("shell.keyboard.inFind"),
      lines: [
        { title: t("shell.keyboard.listMove"), keys: ["ArrowUp", "ArrowDown"] },
        { title: t("shell.keyboard.findOpen"), keys: ["Enter"] },
        { title: t("shell.keyboard.findFold"), keys: ["ArrowLeft", "ArrowRight"] },
        { title: t("shell.keyboard.findBack"), keys: ["escape"] },
      ],
    },
    {
      place: "table",
      title: t("shell.keyboard.inTable"),
      lines: [
        { title: t("shell.keyboard.tableEdit"), keys: ["F2", "Enter"] },
        { title: t("shell.keyboard.tableLine"), keys: ["alt+Enter"] },
        { title: t("shell.keyboard.tableRange"), keys: ["shift+ArrowDown"] },
        { title: t("shell.keyboard.tableFill"), keys: ["mod+D"] },
        { title: t("shell.keyboard.tableMove"), keys: ["alt+ArrowUp", "alt+ArrowDown"] },
        { title: t("shell.keyboard.tableMenu"), keys: ["shift+F10"] },
        { title: t("shell.keyboard.tableLeave"), keys: ["escape", "Tab"] },
      ],
    },
    {
      place: "compare",
      title: t("compare.rows.keys.title"),
      lines: [
        { title: t("compare.rows.keys.move"), keys: ["J", "K", "ArrowDown", "ArrowUp"] },
        { title: t("compare.rows.keys.broken"), keys: ["N", "shift+N"] },
        { title: t("compare.rows.keys.open"), keys: ["Enter"] },
        { title: t("compare.rows.keys.close"), keys: ["escape"] },
        { title: t("compare.rows.keys.arm"), keys: ["1", "2", "3"] },
        { title: t("compare.rows.keys.difference"), keys: ["D"] },
      ],
    },
  ];
}
