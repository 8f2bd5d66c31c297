import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { useExchange } from "../features/exchange/exchange-store.ts";
import { useExperimentsView } from "../features/experiments/experiments-view-store.ts";
import { drafts } from "../features/prompts/draft-store.ts";
import { useSuitesView } from "../features/suites/suites-view-store.ts";
import { useTemplatesView } from "../features/templates/templates-view-store.ts";
import { openTestDialog, useTestsView } from "../features/tests/tests-view-store.ts";
import { openPrompt } from "./app-store.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { compareWays, goToSuites, goToTests, openSuite } from "./places.ts";
import { draftOf } from "./test-binding.ts";
import {
  CaseKeeper,
  ExperimentDialog,
  ExportDialog,
  ImportDialog,
  TemplateDialog,
  TestDialog,
} from "./views.ts";

/** What may lie over any area. The rooms know each other only here. */
export function Dialogs() {
  return (
    <>
      <Late name="test" isAsked={useTestsView((state) => state.offer !== null)}>
        <TestDialog draftOf={draftOf} onStarted={goToTests} onShowSuites={goToSuites} />
      </Late>
      <Late name="experiment" isAsked={useExperimentsView((state) => state.offer !== null)}>
        <ExperimentDialog {...compareWays} />
      </Late>
      <Late name="template" isAsked={useTemplatesView((state) => state.offer !== null)}>
        <TemplateDialog settle={drafts.flush} />
      </Late>
      <Late name="import" isAsked={useExchange((state) => state.importing !== null)}>
        <ImportDialog onOpenPrompt={openPrompt} onOpenSuite={openSuite} onTest={openTestDialog} />
      </Late>
      <Late name="export" isAsked={useExchange((state) => state.exporting !== null)}>
        <ExportDialog saveDraft={drafts.flush} />
      </Late>
      {/* A reply of any area becomes a case. */}
      <Late name="keeper" isAsked={useSuitesView((state) => state.offer !== null)}>
        <CaseKeeper />
      </Late>
    </>
  );
}

interface LateProps {
  name: string;
  isAsked: boolean;
  children: ReactNode;
}

/** Its code is fetched when it is first asked for; from then on it is there, so that it knows where the focus was. */
function Late({ name, isAsked, children }: LateProps) {
  const [wasAsked, setWasAsked] = useState(false);
  // A dialog that is new cannot know it: the first time it is remembered here.
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (isAsked) {
      if (!wasAsked) before.current = document.activeElement;
      setWasAsked(true);
      return;
    }
    const element = before.current;
    before.current = null;
    if (!(element instanceof HTMLElement)) return;
    const atClose = document.activeElement;
    const timer = setTimeout(() => {
      // Where the dialog led to another place, the focus is there by now.
      const now = document.activeElement;
      if (now === null || now === document.body || now === atClose) element.focus({ preventScroll: true });
    }, 10);
    return () => clearTimeout(timer);
  }, [isAsked, wasAsked]);
  return (
    wasAsked && (
      <ErrorBoundary view={name}>
        <Suspense>{children}</Suspense>
      </ErrorBoundary>
    )
  );
}
