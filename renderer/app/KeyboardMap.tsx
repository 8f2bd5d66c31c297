import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { withDeskCommands } from "../commands/desk-commands.ts";
import { keysByPlace, shortcutsOf } from "../commands/keyboard-map.ts";
import { useCommands } from "../commands/registry.ts";
import { Shortcut } from "../ui/Kbd.tsx";
import { showKeyboardMap, useApp } from "./app-store.ts";
import classes from "./KeyboardMap.module.css";
import { commandGroups } from "./rank-commands.ts";

/** All shortcuts on one page, as the registry has them. */
export function KeyboardMap() {
  const { t } = useTranslation();
  const isOpen = useApp((state) => state.isKeyboardMapOpen);
  const commands = withDeskCommands(t, useCommands()).filter(({ shortcut }) => shortcut !== undefined);
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
              {lines.map((command) => (
                <Line key={command.id} title={command.title} keys={shortcutsOf(command)} />
              ))}
            </Section>
          );
        })}
        {keysByPlace(t).map(({ place, title, lines }) => (
          <Section key={place} title={title}>
            {lines.map((line) => (
              <Line key={line.title} {...line} />
            ))}
          </Section>
        ))}
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
