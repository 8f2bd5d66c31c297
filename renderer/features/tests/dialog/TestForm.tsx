import { Button, Group } from "@mantine/core";
import { IconPlayerPlayFilled } from "@tabler/icons-react";
import { type FormEvent, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import { host } from "../../../host/host.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { useEstimate } from "../../../ui/use-estimate.ts";
import { closeTestDialog, showTestRun, type TestOffer } from "../tests-view-store.ts";
import { EstimatePart } from "./EstimatePart.tsx";
import { refusalOf } from "./refusal.ts";
import type { TestDialogProps } from "./TestDialog.tsx";
import { TestFieldset } from "./TestFieldset.tsx";
import classes from "./TestForm.module.css";
import { fieldsOf, type TestWish, wishOf } from "./test-wish.ts";

const reasonId = "test-refusal";

const askEstimate = (wish: TestWish, signal: AbortSignal) => host.call("tests.estimate", wish, signal);

export function TestForm({
  offer,
  draftOf,
  onStarted,
  onShowSuites,
}: TestDialogProps & { offer: TestOffer }) {
  const { t } = useTranslation();
  const runMode = useSettings((settings) => settings.runMode);
  const [fields, setFields] = useState(() => fieldsOf(offer, runMode));
  const [draft, setDraft] = useState<PromptContent | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { promptId } = fields;
  useEffect(() => {
    if (promptId === null) return;
    let isLeft = false;
    setDraft(null);
    draftOf(promptId).then(
      (content) => {
        if (!isLeft) setDraft(content);
      },
      (error) => {
        if (!isLeft) setFailure(error);
      },
    );
    return () => {
      isLeft = true;
    };
  }, [promptId, draftOf]);
  const wish = useMemo(() => wishOf(fields, draft), [fields, draft]);
  const { estimate, isCurrent, failure: noEstimate } = useEstimate(wish, askEstimate);
  const refusal = refusalOf(t, { fields, estimate, isCurrent, hasFailed: noEstimate !== null });

  async function start(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (refusal !== null || wish === null || isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      const { testRunId } = await host.call("tests.start", wish);
      closeTestDialog();
      showTestRun(testRunId);
      onStarted(testRunId);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={start} noValidate>
      <div className={classes.columns}>
        <TestFieldset
          fields={fields}
          model={draft?.model.model ?? null}
          onChange={(change) => {
            setFailure(null);
            setFields((now) => ({ ...now, ...change }));
          }}
          onShowSuites={() => {
            closeTestDialog();
            onShowSuites();
          }}
        />
        <EstimatePart
          fields={fields}
          estimate={estimate}
          isCurrent={isCurrent}
          failure={noEstimate}
          isAsked={wish !== null}
        />
      </div>
      {failure !== null && (
        <p className={classes.failure} role="alert">
          <strong>{t("tests.dialog.startFailed")}.</strong> {errorText(failure).message}
        </p>
      )}
      <Group justify="flex-end" gap={8} mt={16}>
        <p id={reasonId} className={classes.refusal} role="status">
          {refusal}
        </p>
        <Button variant="default" onClick={closeTestDialog}>
          {t("tests.dialog.cancel")}
        </Button>
        <Button
          type="submit"
          // Where the prompt is known, Enter starts.
          data-autofocus={offer.promptId !== null || undefined}
          leftSection={<IconPlayerPlayFilled size={14} />}
          loading={isBusy}
          aria-disabled={refusal !== null}
          data-disabled={refusal !== null || undefined}
          aria-describedby={reasonId}
        >
          {t("tests.dialog.start")}
        </Button>
      </Group>
    </form>
  );
}
