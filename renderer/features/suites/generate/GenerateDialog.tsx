import { Button, Group, Loader, Modal, NumberInput, Stack, Text, Textarea } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import { simulatorProvider, splitModelRef } from "#shared/model/model-ref.ts";
import type { Suite } from "#shared/model/suite.ts";
import { host } from "../../../host/host.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { formatCost } from "../../../ui/format.ts";
import { notifyError } from "../../../ui/notify.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { askAboutSuite } from "../list/suites-store.ts";
import { newCaseId } from "../open/edit-queue.ts";
import { lastCase } from "../open/last-case.ts";
import type { OpenSuite } from "../open/open-suite.ts";
import type { CaseInput } from "../open/prompt-inputs.ts";
import { useSuitesView } from "../suites-view-store.ts";
import classes from "./GenerateDialog.module.css";
import { ModelField } from "./ModelField.tsx";
import { ProposalReview } from "./ProposalReview.tsx";
import { useProposals } from "./use-proposals.ts";

interface Props {
  suite: OpenSuite;
  facts: Suite;
  content: PromptContent | null;
  inputs: readonly CaseInput[];
  onClose: () => void;
}

/** A model proposes cases; a person looks at each before it counts. */
export function GenerateDialog({ suite, facts, content, inputs, onClose }: Props) {
  const { t } = useTranslation();
  const wish = useSuitesView((state) => state.wish);
  const proposing = useProposals();
  const { proposals, ended, failure, isRunning } = proposing;
  const standard = useSettings((settings) => settings.defaultModel);
  const [asked, setAsked] = useState({ model: null as string | null, count: 10, wish });
  const isBegun = isRunning || proposals.length > 0 || ended !== null;
  const isSimulated =
    ended?.simulated ?? splitModelRef(asked.model ?? standard).provider === simulatorProvider;

  async function accept(index: number): Promise<void> {
    const proposal = proposals[index];
    if (proposal === undefined) return;
    proposing.change(index, { standing: "accepted" });
    try {
      const { caseId: after } = await lastCase(host, suite.suiteId);
      suite.edit([{ kind: "add", caseId: newCaseId(), after, content: proposal.content }]);
      if (!(await suite.flush())) throw new Error(t("suites.save.failedText"));
    } catch (error) {
      proposing.change(index, { standing: "open" });
      notifyError(error, t("suites.generate.notAdded"));
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("suites.generate.title", { name: facts.name })}
      size={isBegun ? "min(1040px, 94vw)" : 480}
      yOffset="6vh"
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {content === null ? (
        <EmptyState
          icon={IconSparkles}
          title={t("suites.generate.noPrompt")}
          text={t("suites.generate.noPromptText")}
          action={
            <Button
              onClick={() => {
                onClose();
                askAboutSuite({ kind: "change", suite: facts });
              }}
            >
              {t("suites.header.attach")}
            </Button>
          }
        />
      ) : isBegun ? (
        <div className={classes.begun}>
          <div className={classes.facts} role="status">
            {isRunning && <Loader size={14} aria-hidden />}
            <span>
              {t(isRunning ? "suites.generate.running" : "suites.generate.ended", {
                count: proposals.length,
                wanted: asked.count,
              })}
            </span>
            {isSimulated && (
              <StatusBadge
                status="info"
                label={t("runs.badge.simulator")}
                title={t("runs.badge.simulatorHint")}
              />
            )}
            {ended !== null && ended.dropped > 0 && (
              <span className={classes.faint}>{t("suites.generate.dropped", { count: ended.dropped })}</span>
            )}
            {ended !== null && (
              <span className={classes.faint}>
                {t("suites.generate.cost", { cost: formatCost(ended.costUsd) })}
              </span>
            )}
            <span className={classes.space} />
            {isRunning ? (
              <Button size="compact-sm" variant="default" onClick={proposing.cancel}>
                {t("suites.generate.stop")}
              </Button>
            ) : (
              <Button size="compact-sm" variant="default" onClick={proposing.startAnew}>
                {t("suites.generate.again")}
              </Button>
            )}
          </div>
          {failure !== null && <Failure failure={failure} />}
          <ProposalReview
            proposals={proposals}
            inputs={inputs}
            isRunning={isRunning}
            onEdit={(index, edited) => proposing.change(index, { content: edited })}
            onAccept={(index) => void accept(index)}
            onReject={(index, isRejected) =>
              proposing.change(index, { standing: isRejected ? "rejected" : "open" })
            }
            onClose={onClose}
          />
        </div>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void proposing.start({
              suiteId: suite.suiteId,
              content,
              count: asked.count,
              wish: asked.wish,
              ...(asked.model === null ? {} : { model: asked.model }),
            });
          }}
        >
          <Stack gap={12}>
            <Textarea
              data-autofocus
              label={t("suites.generate.wish")}
              placeholder={t("suites.generate.wishPlaceholder")}
              autosize
              minRows={3}
              maxRows={8}
              maxLength={2_000}
              value={asked.wish}
              onChange={(event) => setAsked({ ...asked, wish: event.currentTarget.value })}
            />
            <NumberInput
              label={t("suites.generate.count")}
              min={1}
              max={50}
              clampBehavior="strict"
              value={asked.count}
              onChange={(count) => {
                if (typeof count === "number") setAsked({ ...asked, count });
              }}
            />
            <ModelField
              label={t("suites.generate.model")}
              value={asked.model}
              onChange={(model) => setAsked({ ...asked, model })}
            />
            {failure !== null && <Failure failure={failure} />}
            <Text size="xs" c="dimmed">
              {t("suites.generate.help")}
            </Text>
            <Group justify="flex-end" gap={8}>
              <Button variant="default" onClick={onClose}>
                {t("shell.cancel")}
              </Button>
              <Button type="submit" leftSection={<IconSparkles size={14} />}>
                {t("suites.generate.start")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
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
