import type { PromptContent } from "#shared/model/content.ts";
import type { Suite } from "#shared/model/suite.ts";
import { GenerateDialog } from "./generate/GenerateDialog.tsx";
import { ImportDialog } from "./import/ImportDialog.tsx";
import type { OpenSuite } from "./open/open-suite.ts";
import type { CaseInput } from "./open/prompt-inputs.ts";
import { endTask, useSuitesView } from "./suites-view-store.ts";

interface Props {
  suite: OpenSuite;
  facts: Suite;
  content: PromptContent | null;
  inputs: readonly CaseInput[];
}

/** What lies over the table for a while: importing and generating. */
export function SuiteTaskDialogs({ suite, facts, content, inputs }: Props) {
  const task = useSuitesView((state) => state.task);
  switch (task) {
    case null:
      return null;
    case "import":
      return (
        <ImportDialog
          suite={suite}
          facts={facts}
          inputNames={inputs.map(({ name }) => name)}
          onClose={endTask}
        />
      );
    case "generate":
      return (
        <GenerateDialog suite={suite} facts={facts} content={content} inputs={inputs} onClose={endTask} />
      );
  }
}
