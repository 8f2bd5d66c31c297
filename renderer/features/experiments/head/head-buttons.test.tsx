import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Experiment } from "#shared/model/experiment.ts";
import type { TestRunState } from "#shared/model/test-run.ts";
import { startI18n } from "../../../i18n/i18n.ts";
import { renderInPage } from "../../../ui/render-in-page.tsx";

const { host, script } = await vi.hoisted(async () =>
  (await import("../../settings/scripted-host.ts")).scriptedHost(),
);
vi.mock("../../../host/host.ts", () => ({ host, session: "test" }));
const { createExperimentStore } = await import("../experiment-store.ts");
const { experimentActions } = await import("./experiment-actions.ts");
const { HeadButtons } = await import("./HeadButtons.tsx");
const { standingOf } = await import("./standing.ts");
const { experimentWith } = await import("../rows/row-scenes.ts");

beforeEach(() => startI18n("en"));
afterEach(cleanup);

function withErrors(state: TestRunState): Experiment {
  const experiment = experimentWith({ state });
  for (const { runs } of experiment.rounds) for (const run of runs) run.counts.errored = 2;
  return experiment;
}

function show(experiment: Experiment): void {
  const store = createExperimentStore(host, experiment.experimentId);
  const nothing = () => {};
  const actions = experimentActions(store, {
    onOpenPrompt: nothing,
    onOpenVersion: nothing,
    onOpenSuite: nothing,
    onOpenTestRun: nothing,
    onExtend: nothing,
  });
  renderInPage(
    <HeadButtons
      store={store}
      experiment={experiment}
      standing={standingOf(experiment, null)}
      actions={actions}
      isExtending={false}
      onExtending={nothing}
    />,
  );
}

it("errors that keep a comparison from its verdict are retried by a button in sight, not only from a menu", async () => {
  let retried = 0;
  script["experiments.retry-errors"] = () => {
    retried += 1;
    return { attempts: 4 };
  };
  script["experiments.read"] = () => withErrors("done");
  show(withErrors("done"));
  await act(async () => void fireEvent.click(screen.getByRole("button", { name: /^Retry 4 errors/ })));
  expect(retried).toBe(1);
});

it("what is missing is called before the errors are", () => {
  show(withErrors("interrupted"));
  expect(screen.getByRole("button", { name: "Resume" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Retry/ })).toBeNull();
});
