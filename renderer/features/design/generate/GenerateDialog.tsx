import {
  Button,
  Group,
  Input,
  Loader,
  Modal,
  SegmentedControl,
  Stack,
  Tabs,
  Text,
  Textarea,
} from "@mantine/core";
import { IconCircle, IconCircleCheck, IconSparkles } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import { simulatorProvider, splitModelRef } from "#shared/model/model-ref.ts";
import type { PromptSpec } from "#shared/model/spec.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { formatCost } from "../../../ui/format.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { noteKeys, said } from "../check/issue-words.ts";
import type { DesignProps } from "../design-port.ts";
import { coreWords } from "../note-text.ts";
import { SpecChanges } from "../spec/SpecChanges.tsx";
import classes from "./generate.module.css";
import { type Generated, type GenerationStep, useGeneration } from "./use-generation.ts";

interface Props {
  spec: PromptSpec;
  content: PromptContent;
  renderDiff: DesignProps["renderDiff"];
  renderModelField: DesignProps["renderModelField"];
  onAccept: (generated: Generated) => void;
  onClose: () => void;
}

const steps: readonly GenerationStep[] = ["asking", "reading", "writing", "checking"];

/** A first prompt from one line: a model writes the spec, the spec gives the text, and a person says whether it counts. */
export function GenerateDialog(props: Props) {
  const { spec, content, renderModelField, onAccept, onClose } = props;
  const { t } = useTranslation();
  const generation = useGeneration();
  const standard = useSettings((settings) => settings.defaultModel);
  const [asked, setAsked] = useState<{
    task: string;
    writtenIn: PromptSpec["writtenIn"];
    model: string | null;
  }>({
    task: "",
    writtenIn: spec.writtenIn,
    model: null,
  });
  const { result, failure, isRunning } = generation;
  const isBegun = isRunning || result !== null || generation.steps.length > 0;
  const isSimulated =
    result?.simulated ?? splitModelRef(asked.model ?? standard).provider === simulatorProvider;
  const hasText = content.messages.some((message) => message.role === "history" || message.template !== "");

  const start = () =>
    void generation.start({
      task: asked.task.trim(),
      writtenIn: asked.writtenIn,
      content: hasText ? content : null,
      ...(asked.model === null ? {} : { model: asked.model }),
    });

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("design.generate.title")}
      size={isBegun ? "min(1040px, 94vw)" : 520}
      yOffset="6vh"
      closeOnClickOutside={!isBegun}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {isBegun ? (
        <div className={classes.begun}>
          <div className={classes.facts}>
            <Steps reached={generation.steps} isRunning={isRunning} isDone={result !== null} />
            {isSimulated && (
              <StatusBadge
                status="info"
                label={t("runs.badge.simulator")}
                title={t("runs.badge.simulatorHint")}
              />
            )}
            {result !== null && (
              <span className={classes.faint}>
                {t("design.generate.cost", { cost: formatCost(result.costUsd) })}
              </span>
            )}
            <span className={classes.space} />
            {isRunning && (
              <Button size="compact-sm" variant="default" onClick={generation.cancel}>
                {t("design.generate.stop")}
              </Button>
            )}
          </div>
          {failure !== null && <Failure failure={failure} />}
          {result === null && failure === null && !isRunning && (
            <p className={classes.faint} role="status">
              {t("design.generate.stopped")}
            </p>
          )}
          {result === null ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
            <section className={classes.stream} tabIndex={0} aria-label={t("design.generate.stream")}>
              <pre>
                {generation.text === "" && isRunning ? t("design.generate.waiting") : generation.text}
              </pre>
            </section>
          ) : (
            <Review {...props} result={result} />
          )}
          <Group justify="flex-end" gap={8}>
            {!isRunning && (
              <Button variant="default" onClick={generation.startAnew}>
                {t(result === null ? "design.generate.back" : "design.generate.again")}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t(result === null ? "shell.cancel" : "design.generate.discard")}
            </Button>
            {result !== null && (
              <Button onClick={() => onAccept(result)}>{t("design.generate.accept")}</Button>
            )}
          </Group>
        </div>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (asked.task.trim() !== "") start();
          }}
        >
          <Stack gap={12}>
            <Textarea
              data-autofocus
              label={t("design.generate.task")}
              placeholder={t("design.generate.taskExample")}
              autosize
              minRows={3}
              maxRows={8}
              maxLength={4_000}
              value={asked.task}
              onChange={(event) => setAsked({ ...asked, task: event.currentTarget.value })}
            />
            <Input.Wrapper size="xs" labelElement="div" label={t("design.field.writtenIn.label")}>
              <SegmentedControl
                aria-label={t("design.field.writtenIn.label")}
                className={classes.languages ?? ""}
                value={asked.writtenIn}
                data={[
                  { value: "en", label: "English" },
                  { value: "zh", label: "中文" },
                ]}
                onChange={(writtenIn) =>
                  setAsked({ ...asked, writtenIn: writtenIn as PromptSpec["writtenIn"] })
                }
              />
            </Input.Wrapper>
            {renderModelField({
              label: t("design.generate.model"),
              value: asked.model,
              onChange: (model) => setAsked({ ...asked, model }),
            })}
            {failure !== null && <Failure failure={failure} />}
            <Text size="xs" c="dimmed">
              {t("design.generate.help")}
            </Text>
            <Group justify="flex-end" gap={8}>
              <Button variant="default" onClick={onClose}>
                {t("shell.cancel")}
              </Button>
              <Button
                type="submit"
                disabled={asked.task.trim() === ""}
                leftSection={<IconSparkles size={14} />}
              >
                {t("design.generate.start")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function Steps(props: { reached: readonly GenerationStep[]; isRunning: boolean; isDone: boolean }) {
  const { reached, isRunning, isDone } = props;
  const { t } = useTranslation();
  const current = reached.at(-1) ?? "asking";
  // Mending is a step of its own only where it was needed.
  const shown = reached.includes("repairing")
    ? [...steps.slice(0, 2), "repairing" as const, ...steps.slice(2)]
    : steps;
  const last = shown.indexOf(current);
  // What was mended is read again: that is no step back.
  const at = current === "reading" ? last + shown.length - steps.length : last;
  return (
    <ol className={classes.steps} aria-label={t("design.generate.steps")}>
      {shown.map((step, index) => {
        const isPast = isDone || index < at;
        const isNow = !isDone && index === at && isRunning;
        return (
          <li
            key={step}
            data-place={isPast ? "past" : isNow ? "now" : "later"}
            aria-current={isNow ? "step" : undefined}
          >
            {isPast ? (
              <IconCircleCheck size={14} aria-hidden />
            ) : isNow ? (
              <Loader size={12} aria-hidden />
            ) : (
              <IconCircle size={14} aria-hidden />
            )}
            {t(`design.generate.step.${step}`)}
          </li>
        );
      })}
    </ol>
  );
}

/** What would change, in the spec and in the text. */
function Review({ spec, content, renderDiff, result }: Props & { result: Generated }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {result.notes.length > 0 && (
        <ul className={classes.notes} aria-label={t("design.generate.notes")}>
          {result.notes.map((note) => (
            <li key={note.text}>
              {coreWords(noteKeys(note.code, note.params), said(note.params), note.text)}
            </li>
          ))}
        </ul>
      )}
      <Tabs defaultValue="text" className={classes.review}>
        <Tabs.List>
          <Tabs.Tab value="text">{t("design.generate.text")}</Tabs.Tab>
          <Tabs.Tab value="spec">{t("design.generate.spec")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="text" className={classes.panel}>
          {renderDiff(content, result.content, t("design.generate.text"))}
        </Tabs.Panel>
        <Tabs.Panel value="spec" className={classes.panel}>
          <div className={classes.specPanel}>
            <SpecChanges before={spec} after={result.spec} />
          </div>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Failure({ failure }: { failure: unknown }) {
  const { title, message } = errorText(failure);
  return (
    <Text size="sm" c="red" role="alert">
      {title}. {message}
    </Text>
  );
}
