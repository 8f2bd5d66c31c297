import { Button, NumberInput, Popover } from "@mantine/core";
import { IconPlayerPlay, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TestRun } from "#shared/model/test-run.ts";
import classes from "./NextStep.module.css";
import type { RunActions } from "./run-actions.ts";
import type { TestRunOnPage } from "./test-run-store.ts";

interface Props {
  test: TestRunOnPage;
  run: TestRun;
  actions: RunActions;
}

/** The one thing to do about what the remarks say; to resume is the first of the buttons above. */
export function NextStep({ test, run, actions }: Props) {
  const { t } = useTranslation();
  const asking = test.useTestRun((state) => state.asking);
  if (run.state === "capped")
    return <RaiseCap run={run} isBusy={asking !== null} onResume={actions.resume} />;
  if (run.state === "done" && run.counts.errored > 0) {
    return (
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconRefresh size={14} />}
        loading={asking === "retry"}
        onClick={() => void actions.retryErrors()}
      >
        {t("tests.run.retryErrors", { count: run.counts.errored })}
      </Button>
    );
  }
  return null;
}

interface RaiseProps {
  run: TestRun;
  isBusy: boolean;
  onResume: RunActions["resume"];
}

function RaiseCap({ run, isBusy, onResume }: RaiseProps) {
  const { t } = useTranslation();
  const before = run.plan.maxCostUsd ?? 0;
  const [isOpen, setOpen] = useState(false);
  const [cap, setCap] = useState<number | string>(before === 0 ? 1 : before * 2);
  const isHigher = typeof cap === "number" && cap > before;
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus returnFocus position="bottom-start">
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPlay size={14} />}
          loading={isBusy}
          onClick={() => setOpen(!isOpen)}
        >
          {t("tests.run.raiseCap")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("tests.run.raiseCap")}>
        <form
          className={classes.raise}
          onSubmit={(event) => {
            event.preventDefault();
            if (!isHigher) return;
            setOpen(false);
            void onResume(cap);
          }}
        >
          <NumberInput
            data-autofocus
            label={t("tests.run.newCap")}
            min={0}
            step={0.5}
            decimalScale={6}
            prefix="$"
            value={cap}
            onChange={setCap}
          />
          <Button type="submit" disabled={!isHigher}>
            {t("tests.run.goOn")}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
