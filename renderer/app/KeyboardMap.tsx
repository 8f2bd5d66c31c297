import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCommands } from "../commands/registry.ts";
import { Shortcut } from "../ui/Kbd.tsx";
import { showKeyboardMap, useApp } from "./app-store.ts";
import classes from "./KeyboardMap.module.css";
import { commandGroups } from "./rank-commands.ts";
import { aliases } from "./Shortcuts.tsx";

/** All shortcuts on one page, as the registry has them. */
export function KeyboardMap() {
  const { t } = useTranslation();
  const isOpen = useApp((state) => state.isKeyboardMapOpen);
  const commands = useCommands().filter(({ shortcut }) => shortcut !== undefined);
  const inList = [
    { title: t("shell.keyboard.listMove"), keys: ["ArrowUp", "ArrowDown"] },
    { title: t("shell.keyboard.listOpen"), keys: ["Enter"] },
    { title: t("shell.keyboard.listRename"), keys: ["F2"] },
    { title: t("shell.keyboard.listRemove"), keys: ["Delete"] },
    { title: t("shell.keyboard.listFold"), keys: ["ArrowLeft", "ArrowRight"] },
    { title: t("shell.keyboard.listMenu"), keys: ["shift+F10"] },
  ];
  return (
    <Modal
      opened={isOpen}
      onClose={() => showKeyboardMap(false)}
      title={t("shell.keyboard.title")}
      size={720}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {commands.length === 0 && <p>{t("shell.keyboard.none")}</p>}
      <div className={classes.groups}>
        {commandGroups.map((group) => {
          const lines = commands.filter((command) => command.group === group);
          if (lines.length === 0) return null;
          return (
            <Section key={group} title={t(`shell.group.${group}`)}>
              {lines.map(({ id, title, shortcut = "" }) => (
                <Line
                  key={id}
                  title={title}
                  keys={[shortcut, ...Object.keys(aliases).filter((alias) => aliases[alias] === id)]}
                />
              ))}
            </Section>
          );
        })}
        <Section title={t("shell.keyboard.inList")}>
          {inList.map((line) => (
            <Line key={line.title} {...line} />
          ))}
        </Section>
      </div>
    </Modal>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{title}</h3>
      <dl className={classes.lines}>{children}</dl>
    </section>
  );
}

function Line({ title, keys }: { title: string; keys: string[] }) {
  return (
    <div className={classes.line}>
      <dt>{title}</dt>
      <dd className={classes.keys}>
        {keys.map((each) => (
          <Shortcut key={each} keys={each} />
        ))}
      </dd>
    </div>
  );
}
