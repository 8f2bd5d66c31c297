import { Button, Popover } from "@mantine/core";
import { IconCircleCheck, IconRulerMeasure } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptSummary, Stage } from "#shared/model/prompt.ts";
import { stages } from "#shared/model/prompt.ts";
import { performCommand, useCommands } from "../commands/registry.ts";
import { stageIcons } from "../features/prompts/list/stage-look.ts";
import classes from "./LifecycleStrip.module.css";
import { type NextStep, nextStep } from "./next-step.ts";

/** Where a prompt is in its life. Each stage says what it is for; the current one, what to do next. */
export function LifecycleStrip({ prompt }: { prompt: PromptSummary }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Stage | null>(null);
  const now = stages.indexOf(prompt.stage);
  return (
    <ol className={classes.strip} aria-label={t("shell.lifecycle.label")}>
      {stages.map((stage, index) => {
        const Icon = stageIcons[stage];
        const place = index < now ? "past" : index === now ? "now" : "later";
        return (
          <li key={stage} className={classes.item} data-place={place}>
            <Popover
              opened={open === stage}
              onChange={(isOpen) => setOpen(isOpen ? stage : null)}
              width={320}
              position="bottom-start"
              trapFocus
              returnFocus
            >
              <Popover.Target>
                <button
                  type="button"
                  className={classes.stage}
                  aria-current={place === "now" ? "step" : undefined}
                  onClick={() => setOpen(open === stage ? null : stage)}
                >
                  {place === "past" ? (
                    <IconCircleCheck size={14} stroke={1.6} aria-hidden />
                  ) : (
                    <Icon size={14} stroke={1.6} aria-hidden />
                  )}
                  {t(`shell.stage.${stage}.name`)}
                </button>
              </Popover.Target>
              <Popover.Dropdown className={classes.card} aria-label={t(`shell.stage.${stage}.name`)}>
                <StageCard stage={stage} place={place} prompt={prompt} onDone={() => setOpen(null)} />
              </Popover.Dropdown>
            </Popover>
          </li>
        );
      })}
    </ol>
  );
}

/** What this release of Lathe covers. */
const opened: ReadonlySet<Stage> = new Set(["design", "test"]);

interface CardProps {
  stage: Stage;
  place: "past" | "now" | "later";
  prompt: PromptSummary;
  onDone: () => void;
}

function StageCard({ stage, place, prompt, onDone }: CardProps) {
  const { t } = useTranslation();
  return (
    <>
      <p className={classes.title}>
        {t(`shell.stage.${stage}.name`)}
        {place === "now" && <span className={classes.now}>{t("shell.lifecycle.now")}</span>}
      </p>
      <p className={classes.text}>{t(`shell.stage.${stage}.text`)}</p>
      {!opened.has(stage) && place !== "past" && (
        <p className={classes.text}>{t("shell.lifecycle.notYet")}</p>
      )}
      {place === "past" && <p className={classes.text}>{t("shell.lifecycle.past")}</p>}
      {place === "now" && <Next step={nextStep(prompt)} prompt={prompt} onDone={onDone} />}
      {place === "later" && stage === "test" && prompt.latestVersion !== null && (
        <Next step="try-more" prompt={prompt} onDone={onDone} />
      )}
      {stage === "design" && <ToSpec onDone={onDone} />}
    </>
  );
}

/** The step's commands; they belong to other rooms, so that one is offered only where it is registered. */
const offers: Record<
  NextStep,
  { id: string; word: "saveVersion" | "run" | "test" | "compare" | "showHistory" }[]
> = {
  "save-first": [
    { id: "editor.save-version", word: "saveVersion" },
    { id: "runs.start", word: "run" },
  ],
  "save-changes": [
    { id: "compare.with-saved", word: "compare" },
    { id: "tests.begin", word: "test" },
    { id: "editor.save-version", word: "saveVersion" },
    { id: "app.history", word: "showHistory" },
  ],
  "try-more": [
    { id: "tests.begin", word: "test" },
    { id: "runs.start", word: "run" },
  ],
};

/** To the spec of the prompt, and from it back to the text. */
function ToSpec({ onDone }: { onDone: () => void }) {
  const command = useCommands().find(({ id }) => id === "app.design");
  if (command === undefined) return null;
  return (
    <div className={classes.actions}>
      <Button
        variant="default"
        leftSection={<IconRulerMeasure size={14} />}
        onClick={() => {
          onDone();
          performCommand(command.id);
        }}
      >
        {command.title}
      </Button>
    </div>
  );
}

function Next({ step, prompt, onDone }: { step: NextStep; prompt: PromptSummary; onDone: () => void }) {
  const { t } = useTranslation();
  const known = new Set(useCommands().map(({ id }) => id));
  const version = prompt.latestVersion ?? "";
  const words = {
    "save-first": t("shell.lifecycle.firstVersion"),
    "save-changes": t("shell.lifecycle.changed", { version }),
    "try-more": t("shell.lifecycle.tryMore", { version }),
  };
  return (
    <div className={classes.next}>
      <p className={classes.nextTitle}>{t("shell.lifecycle.next")}</p>
      <p className={classes.text}>{words[step]}</p>
      <div className={classes.actions}>
        {offers[step]
          .filter(({ id }) => known.has(id))
          .map(({ id, word }, index) => (
            <Button
              key={id}
              variant={index === 0 ? "filled" : "default"}
              onClick={() => {
                onDone();
                performCommand(id);
              }}
            >
              {t(`shell.lifecycle.${word}`, { version })}
            </Button>
          ))}
      </div>
    </div>
  );
}
