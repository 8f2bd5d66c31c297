import { Button, Collapse, Loader } from "@mantine/core";
import { IconChevronRight, IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorData } from "#shared/contract/errors.ts";
import { joinModelRef } from "#shared/model/model-ref.ts";
import type { Provider } from "#shared/model/provider.ts";
import { updateSettings, useSettings } from "../../../host/settings-store.ts";
import { formatDuration } from "../../../ui/format.ts";
import { notifyError } from "../../../ui/notify.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { ErrorWords } from "../ErrorWords.tsx";
import { ModelList } from "./ModelList.tsx";
import { type TestState, testProvider } from "./providers-store.ts";
import classes from "./TestResult.module.css";

/** What the last test of an endpoint said, with the models it listed. Announced as it changes. */
export function TestResult({ provider, state }: { provider: Provider; state: TestState | undefined }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const listId = useId();
  const models = state?.kind === "answered" && state.test.ok ? state.test.models : [];
  return (
    <div className={classes.result}>
      <div className={classes.line}>
        <div role="status">
          <TestWords provider={provider} state={state} />
        </div>
        {models.length > 0 && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={
              <IconChevronRight size={14} className={classes.chevron} data-open={open || undefined} />
            }
            aria-expanded={open}
            aria-controls={listId}
            onClick={() => setOpen(!open)}
          >
            {open
              ? t("settings.providers.modelsHide")
              : t("settings.providers.modelsShow", { count: models.length })}
          </Button>
        )}
      </div>
      {models.length > 0 && (
        <Collapse expanded={open} keepMounted={false} id={listId}>
          <ModelList models={models.map((model) => joinModelRef(provider.name, model))} />
        </Collapse>
      )}
    </div>
  );
}

function TestWords({ provider, state }: { provider: Provider; state: TestState | undefined }) {
  const { t } = useTranslation();
  if (state === undefined) {
    return (
      <span className={classes.untested}>
        <IconCircleDashed size={16} className={classes.mark} />
        {t("settings.providers.untested")}
      </span>
    );
  }
  if (state.kind === "running") {
    return (
      <span className={classes.untested}>
        <Loader size={14} className={classes.mark} />
        {t("settings.providers.testing")}
      </span>
    );
  }
  if (state.kind === "failed") {
    return <Failure title={t("settings.providers.testNotAsked")} error={state.error} at={state.at} />;
  }
  if (!state.test.ok) {
    const { error } = state.test;
    return (
      <Failure title={t("settings.providers.testFailed")} error={error} at={state.at}>
        {error?.code === "providers.address-private" && <AllowPrivate provider={provider} />}
      </Failure>
    );
  }
  const latency = formatDuration(state.test.latencyMs);
  return (
    <span className={classes.ok}>
      <IconCircleCheck size={16} className={classes.mark} />
      <span>
        {state.test.models.length === 0
          ? t("settings.providers.testOkNoModels", { latency })
          : t("settings.providers.testOk", { count: state.test.models.length, latency })}
      </span>
      <RelativeTime at={state.at} />
    </span>
  );
}

interface FailureProps {
  title: string;
  error: ErrorData | null;
  at: string;
  children?: ReactNode;
}

function Failure({ title, error, at, children }: FailureProps) {
  return (
    <span className={classes.failed}>
      <IconCircleX size={16} className={classes.mark} />
      <span className={classes.failureWords}>
        <span>
          <strong>{title}</strong> <RelativeTime at={at} />
        </span>
        {error !== null && <ErrorWords error={error} />}
        {children}
      </span>
    </span>
  );
}

/** The user's word that this public name is a server of their own. */
function AllowPrivate({ provider }: { provider: Provider }) {
  const { t } = useTranslation();
  const allowed = useSettings((state) => state.privateHosts);
  const host = hostOf(provider);
  if (host === null || allowed.includes(host)) return null;
  const allow = async () => {
    await updateSettings({ privateHosts: [...allowed, host] });
    await testProvider(provider.providerId);
  };
  return (
    <span className={classes.allow}>
      <Button size="compact-xs" variant="default" onClick={() => allow().catch(notifyError)}>
        {t("settings.providers.allowPrivate", { host })}
      </Button>
    </span>
  );
}

const hostOf = ({ baseUrl }: Provider): string | null =>
  baseUrl !== null && URL.canParse(baseUrl) ? new URL(baseUrl).hostname : null;
