import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { withDeskCommands } from "../../../commands/desk-commands.ts";
import { keysByPlace, shortcutsOf } from "../../../commands/keyboard-map.ts";
import { useCommands } from "../../../commands/registry.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Shortcut } from "../../../ui/Kbd.tsx";
import { SectionHeading } from "../SectionHeading.tsx";
import { findCommands, findLines } from "./find-commands.ts";
import classes from "./KeyboardSection.module.css";

export function KeyboardSection() {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const groups = findCommands(withDeskCommands(t, useCommands()), search);
  const places = findLines(keysByPlace(t), search);
  return (
    <>
      <SectionHeading section="keyboard" lead={t("settings.keyboard.lead")} />
      <TextInput
        size="xs"
        className={classes.search}
        leftSection={<IconSearch size={14} />}
        placeholder={t("settings.keyboard.search")}
        aria-label={t("settings.keyboard.search")}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {groups.length + places.length === 0 && (
        <EmptyState
          title={t("settings.keyboard.emptyTitle")}
          text={t("settings.keyboard.emptyText", { search: search.trim() })}
          action={
            <Button size="xs" variant="default" onClick={() => setSearch("")}>
              {t("settings.keyboard.clearSearch")}
            </Button>
          }
        />
      )}
      {groups.map(({ group, commands }) => (
        <section key={group} className={classes.group}>
          <h3 className={classes.title} id={`settings-keys-${group}`}>
            {t(`settings.keyboard.group.${group}`)}
          </h3>
          <table className={classes.table} aria-labelledby={`settings-keys-${group}`}>
            <thead className="lathe-visually-hidden">
              <tr>
                <th scope="col">{t("settings.keyboard.command")}</th>
                <th scope="col">{t("settings.keyboard.shortcut")}</th>
              </tr>
            </thead>
            <tbody>
              {commands.map((command) => (
                <tr key={command.id}>
                  <th scope="row">{command.title}</th>
                  <td>
                    <Keys keys={shortcutsOf(command)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      {places.map(({ place, title, lines }) => (
        <section key={place} className={classes.group}>
          <h3 className={classes.title} id={`settings-keys-${place}`}>
            {title}
          </h3>
          <table className={classes.table} aria-labelledby={`settings-keys-${place}`}>
            <thead className="lathe-visually-hidden">
              <tr>
                <th scope="col">{t("settings.keyboard.command")}</th>
                <th scope="col">{t("settings.keyboard.shortcut")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.title}>
                  <th scope="row">{line.title}</th>
                  <td>
                    <Keys keys={line.keys} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  );
}

function Keys({ keys }: { keys: string[] }) {
  const { t } = useTranslation();
  if (keys.length === 0) return <span className="lathe-visually-hidden">{t("settings.keyboard.none")}</span>;
  return (
    <span className={classes.keys}>
      {keys.map((each) => (
        <Shortcut key={each} keys={each} />
      ))}
    </span>
  );
}
