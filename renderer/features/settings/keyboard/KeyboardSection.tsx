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
        <KeyGroup
          key={group}
          id={`settings-keys-${group}`}
          title={t(`settings.keyboard.group.${group}`)}
          lines={commands.map((command) => ({
            id: command.id,
            title: command.title,
            keys: shortcutsOf(command),
          }))}
        />
      ))}
      {places.map(({ place, title, lines }) => (
        <KeyGroup
          key={place}
          id={`settings-keys-${place}`}
          title={title}
          lines={lines.map((line) => ({ id: line.title, ...line }))}
        />
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

interface KeyGroupProps {
  id: string;
  title: string;
  lines: { id: string; title: string; keys: string[] }[];
}

function KeyGroup({ id, title, lines }: KeyGroupProps) {
  const { t } = useTranslation();
  return (
    <section className={classes.group}>
      <h3 className={classes.title} id={id}>
        {title}
      </h3>
      <table className={classes.table} aria-labelledby={id}>
        <thead className="lathe-visually-hidden">
          <tr>
            <th scope="col">{t("settings.keyboard.command")}</th>
            <th scope="col">{t("settings.keyboard.shortcut")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">{line.title}</th>
              <td>
                <Keys keys={line.keys} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
