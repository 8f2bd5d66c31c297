import { useEffect } from "react";
import { create } from "zustand";
import type { Output } from "#shared/contract/operations.ts";
import type { PromptId, RunId } from "#shared/model/ids.ts";
import { host } from "../host/host.ts";
import { onWorkspaceEvent } from "../host/workspace-events.ts";

interface Activity {
  /** Runs under way in the whole workspace, whichever window started them. */
  running: { runId: RunId; promptId: PromptId }[];
  /** null: not read yet, or it could not be read. */
  spend: Output<"runs.spend"> | null;
}

export const useActivity = create<Activity>(() => ({ running: [], spend: null }));

const mostRuns = 100;

async function readRunning(): Promise<void> {
  try {
    const { runs } = await host.call("runs.list", { state: "running", limit: mostRuns });
    useActivity.setState({ running: runs.map(({ runId, promptId }) => ({ runId, promptId })) });
  } catch {
    // What is shown stays; the status bar says when Lathe does not answer.
  }
}

async function readSpend(): Promise<void> {
  try {
    useActivity.setState({
      spend: await host.call("runs.spend", { since: lastMidnight(new Date()).toISOString() }),
    });
  } catch {
    useActivity.setState({ spend: null });
  }
}

/** The beginning of the day in the user's time zone. */
export const lastMidnight = (now: Date): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate());

export const nextMidnight = (now: Date): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);

/** Keeps the running work and the spend of today up to date. */
export function useLiveActivity(): void {
  useEffect(() => {
    void readRunning();
    void readSpend();
    let timer: ReturnType<typeof setTimeout>;
    const atMidnight = () => {
      timer = setTimeout(
        () => {
          void readSpend();
          atMidnight();
        },
        nextMidnight(new Date()).getTime() - Date.now() + 1_000,
      );
    };
    atMidnight();
    const forget = onWorkspaceEvent((event) => {
      if (event.type === "run.started") {
        const { runId, promptId } = event;
        useActivity.setState(({ running }) =>
          running.some((run) => run.runId === runId) ? {} : { running: [...running, { runId, promptId }] },
        );
      } else if (event.type === "run.ended") {
        useActivity.setState(({ running }) => ({
          running: running.filter(({ runId }) => runId !== event.runId),
        }));
        void readSpend();
      } else if (event.type === "workspace.changed") {
        void readRunning();
        void readSpend();
      }
    });
    return () => {
      clearTimeout(timer);
      forget();
    };
  }, []);
}
