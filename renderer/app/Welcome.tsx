import { Button, Skeleton } from "@mantine/core";
import {
  IconBooks,
  IconChevronRight,
  IconFileImport,
  IconFilePlus,
  IconFileText,
  IconPlugConnected,
  IconRulerMeasure,
} from "@tabler/icons-react";
import { type ComponentType, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { performCommand, useCommands } from "../commands/registry.ts";
import { refreshList, useList } from "../features/prompts/list/list-store.ts";
import { host } from "../host/host.ts";
import { onWorkspaceEvent } from "../host/workspace-events.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Shortcut } from "../ui/Kbd.tsx";
import { openPrompt, showKeyboardMap } from "./app-store.ts";
import { LatheMark } from "./LatheMark.tsx";
import classes from "./Welcome.module.css";

const mostPrompts = 6;

/** What Lathe is and where to begin, as long as no prompt is open. */
export function Welcome() {
  const { t } = useTranslation();
  return (
    <div className={classes.scroll}>
      <div className={classes.page}>
        <header className={classes.head}>
          <span className={classes.mark}>
            <LatheMark size={36} />
          </span>
          <h1 className={classes.title}>{t("shell.welcome.title")}</h1>
          <p className={classes.lead}>{t("shell.welcome.lead")}</p>
        </header>
        <div className={classes.columns}>
          <section>
            <h2 className={classes.heading}>{t("shell.welcome.samples")}</h2>
            <FirstPrompts />
          </section>
          <section className={classes.begin}>
            <h2 className={classes.heading}>{t("shell.welcome.begin")}</h2>
            <div className={classes.lines}>
              <Action
                icon={IconFilePlus}
                title={t("shell.welcome.create")}
                text={t("shell.welcome.createText")}
                onClick={() => performCommand("prompt.create")}
              />
              <Action
                icon={IconBooks}
                title={t("templates.welcome.title")}
                text={t("templates.welcome.text")}
                onClick={() => performCommand("app.library")}
              />
              <Action
                icon={IconFileImport}
                title={t("exchange.welcome.title")}
                text={t("exchange.welcome.text")}
                onClick={() => performCommand("exchange.import")}
              />
              <Action
                icon={IconRulerMeasure}
                title={t("shell.welcome.spec")}
                text={t("shell.welcome.specText")}
                onClick={() => performCommand("prompt.create-from-spec")}
              />
              <Action
                icon={IconPlugConnected}
                title={t("shell.welcome.provider")}
                text={t("shell.welcome.providerText")}
                onClick={() => performCommand("settings.add-provider")}
              />
            </div>
          </section>
          <section>
            <h2 className={classes.heading}>{t("shell.welcome.keys")}</h2>
            <Keys />
          </section>
        </div>
      </div>
    </div>
  );
}

interface ActionProps {
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  title: string;
  text: string;
  onClick: () => void;
}

function Action({ icon: Icon, title, text, onClick }: ActionProps) {
  return (
    <button type="button" className={classes.line} onClick={onClick}>
      <span className={classes.icon} aria-hidden>
        <Icon size={18} stroke={1.5} />
      </span>
      <span className={classes.words}>
        <span className={classes.name}>{title}</span>
        <span className={classes.text}>{text}</span>
      </span>
      <IconChevronRight size={14} className={classes.arrow} aria-hidden />
    </button>
  );
}

/** Those of the commands with a shortcut that a new user needs first. */
const firstKeys = ["app.palette", "prompt.create", "prompt.search", "app.sidebar", "app.settings"];

function Keys() {
  const { t } = useTranslation();
  const commands = useCommands();
  const shown = firstKeys.flatMap((id) => commands.filter((command) => command.id === id));
  return (
    <>
      <dl className={classes.keys}>
        {shown.map(({ id, title, shortcut }) => (
          <div key={id} className={classes.key}>
            <dt>{title}</dt>
            <dd>{shortcut !== undefined && <Shortcut keys={shortcut} />}</dd>
          </div>
        ))}
      </dl>
      <Button
        variant="subtle"
        size="compact-xs"
        className={classes.all ?? ""}
        onClick={() => showKeyboardMap(true)}
      >
        {t("shell.welcome.allKeys")}
      </Button>
    </>
  );
}

function FirstPrompts() {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<{ prompts: PromptSummary[] | null; failure: unknown }>({
    prompts: null,
    failure: null,
  });
  const [attempt, setAttempt] = useState(0);
  // The list beside this page is read again with it, so that both speak of the same prompts.
  const listFailure = useList((state) => state.facetsFailure);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt reads again
  useEffect(() => {
    const controller = new AbortController();
    const read = async () => {
      try {
        const { prompts } = await host.call("prompts.list", { limit: mostPrompts }, controller.signal);
        if (!controller.signal.aborted) setAnswer({ prompts, failure: null });
      } catch (failure) {
        if (!controller.signal.aborted) setAnswer({ prompts: null, failure });
      }
    };
    void read();
    const forget = onWorkspaceEvent(({ type }) => {
      if (type.startsWith("prompt.") || type === "version.saved" || type === "workspace.changed") void read();
    });
    return () => {
      controller.abort();
      forget();
    };
  }, [attempt]);

  if (answer.failure !== null) {
    const retry = () => {
      setAttempt(attempt + 1);
      if (listFailure !== null) void refreshList();
    };
    return <ErrorState title={t("shell.welcome.samplesFailed")} error={answer.failure} onRetry={retry} />;
  }
  if (answer.prompts === null) return <Skeleton height={144} radius="md" />;
  if (answer.prompts.length === 0) return <p className={classes.text}>{t("shell.welcome.samplesEmpty")}</p>;
  return (
    <div className={classes.lines}>
      {answer.prompts.map((prompt) => (
        <Action
          key={prompt.promptId}
          icon={IconFileText}
          title={prompt.name}
          text={prompt.description || [prompt.folder, prompt.latestVersion].filter(Boolean).join(" · ")}
          onClick={() => openPrompt(prompt.promptId)}
        />
      ))}
    </div>
  );
}
