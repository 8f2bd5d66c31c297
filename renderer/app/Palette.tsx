import { Spotlight, useSpotlight } from "@mantine/spotlight";
import { IconFileText, IconSearch } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { type Command, useCommands } from "../commands/registry.ts";
import { host } from "../host/host.ts";
import { Kbd, Shortcut } from "../ui/Kbd.tsx";
import { openPrompt } from "./app-store.ts";
import classes from "./Palette.module.css";
import { chooseLine, paletteStore } from "./palette-store.ts";
import { commandGroups, rankCommands } from "./rank-commands.ts";

const mostPrompts = 8;
const typingMs = 120;
const listId = "palette-list";

type Line = { kind: "command"; command: Command } | { kind: "prompt"; prompt: PromptSummary };
interface Group {
  title: string | null;
  lines: Line[];
}

/** Every command and every prompt, one search away. */
export function Palette() {
  const { t } = useTranslation();
  const { opened, query, selected } = useSpotlight(paletteStore);
  const found = useFoundPrompts(opened ? query : "");
  const commands = useCommands();
  const groups = opened ? groupsOf(t, rankCommands(commands, query), found.prompts, query) : [];
  const count = groups.reduce((sum, group) => sum + group.lines.length, 0);
  let index = -1;
  // What is found changes under the choice: there is always one while there are lines.
  useEffect(() => {
    if (opened && count > 0 && (selected < 0 || selected >= count)) chooseLine(0);
  }, [opened, count, selected]);

  return (
    <Spotlight.Root
      store={paletteStore}
      shortcut={null}
      size={600}
      yOffset="12vh"
      transitionProps={{ duration: 80, transition: "fade" }}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      attributes={{ content: { "aria-label": t("shell.palette.label") } }}
      classNames={{ content: classes.content ?? "", body: classes.body ?? "" }}
    >
      <Spotlight.Search
        classNames={{ input: classes.search ?? "" }}
        size="md"
        leftSection={<IconSearch size={16} stroke={1.6} />}
        placeholder={t("shell.palette.placeholder")}
        aria-label={t("shell.palette.label")}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={selected >= 0 && selected < count ? idOf(selected) : undefined}
      />
      <Spotlight.ActionsList
        id={listId}
        className={classes.list}
        mah={420}
        role="listbox"
        aria-label={t("shell.palette.label")}
      >
        {groups.map((group) => (
          <div key={group.title ?? ""} role="none">
            {group.title !== null && (
              <div className={classes.group} aria-hidden>
                {group.title}
              </div>
            )}
            {group.lines.map((line) => {
              index += 1;
              return (
                <PaletteLine key={keyOf(line)} line={line} index={index} isSelected={index === selected} />
              );
            })}
          </div>
        ))}
        {count === 0 && (
          <Spotlight.Empty className={classes.empty}>
            {found.isSearching
              ? t("shell.palette.searching")
              : t("shell.palette.nothing", { query: query.trim() })}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
      <Spotlight.Footer className={classes.footer}>
        <span>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t("shell.palette.move")}
        </span>
        <span>
          <Kbd>↵</Kbd> {t("shell.palette.choose")}
        </span>
        <span>
          <Shortcut keys="escape" /> {t("shell.palette.leave")}
        </span>
      </Spotlight.Footer>
    </Spotlight.Root>
  );
}

function PaletteLine({ line, index, isSelected }: { line: Line; index: number; isSelected: boolean }) {
  const { t } = useTranslation();
  const common = {
    // The kit keeps an `id` for itself.
    ref: (button: HTMLButtonElement | null) => button?.setAttribute("id", idOf(index)),
    role: "option",
    "aria-selected": isSelected,
    "data-selected": isSelected || undefined,
    className: classes.line,
  };
  if (line.kind === "prompt") {
    const { prompt } = line;
    return (
      <Spotlight.Action {...common} onClick={() => openPrompt(prompt.promptId)}>
        <IconFileText size={16} stroke={1.6} className={classes.icon} aria-hidden />
        <span className={classes.title}>{prompt.name}</span>
        <span className={classes.where}>
          {[prompt.folder, prompt.latestVersion].filter(Boolean).join(" · ")}
        </span>
      </Spotlight.Action>
    );
  }
  const { command } = line;
  const isEnabled = command.enabled?.() ?? true;
  const Icon = command.icon;
  return (
    <Spotlight.Action
      {...common}
      aria-disabled={!isEnabled}
      closeSpotlightOnTrigger={isEnabled}
      onClick={() => {
        if (isEnabled) void command.perform();
      }}
    >
      <span className={classes.icon} aria-hidden>
        {Icon !== undefined && <Icon size={16} />}
      </span>
      <span className={classes.title}>{command.title}</span>
      {!isEnabled && <span className={classes.where}>{t("shell.palette.disabled")}</span>}
      {command.shortcut !== undefined && <Shortcut keys={command.shortcut} />}
    </Spotlight.Action>
  );
}

const idOf = (index: number): string => `${listId}-${index}`;

const keyOf = (line: Line): string => (line.kind === "command" ? line.command.id : line.prompt.promptId);

/**
 * Without a query the commands by their groups. With one, prompts whose name matches come first, then commands, then
 * prompts that have the words in their text.
 */
function groupsOf(t: TFunction, commands: Command[], prompts: PromptSummary[], query: string): Group[] {
  const word = query.trim().toLowerCase();
  const ofCommands = (title: string | null, chosen: Command[]): Group => ({
    title,
    lines: chosen.map((command) => ({ kind: "command", command })),
  });
  if (word === "") {
    return commandGroups
      .map((group) =>
        ofCommands(
          t(`shell.group.${group}`),
          commands.filter((command) => command.group === group),
        ),
      )
      .filter((group) => group.lines.length > 0);
  }
  const line = (prompt: PromptSummary): Line => ({ kind: "prompt", prompt });
  const isNamed = (prompt: PromptSummary) => prompt.name.toLowerCase().includes(word);
  const named = prompts.filter(isNamed).map(line);
  const others = prompts.filter((prompt) => !isNamed(prompt)).map(line);
  return [
    { title: t("shell.palette.prompts"), lines: named },
    ofCommands(t("shell.palette.commands"), commands),
    { title: t("shell.palette.promptsWith"), lines: others },
  ].filter((group) => group.lines.length > 0);
}

function useFoundPrompts(query: string): { prompts: PromptSummary[]; isSearching: boolean } {
  const [answer, setAnswer] = useState<{ to: string; prompts: PromptSummary[] }>({ to: "", prompts: [] });
  const search = query.trim().slice(0, 200);
  useEffect(() => {
    if (search === "") return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const { prompts } = await host.call(
          "prompts.list",
          { search, limit: mostPrompts },
          controller.signal,
        );
        if (!controller.signal.aborted) setAnswer({ to: search, prompts });
      } catch {
        // The commands still work; the status bar says when Lathe does not answer.
        if (!controller.signal.aborted) setAnswer({ to: search, prompts: [] });
      }
    }, typingMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [search]);
  if (search === "") return { prompts: [], isSearching: false };
  return { prompts: answer.to === "" ? [] : answer.prompts, isSearching: answer.to !== search };
}
