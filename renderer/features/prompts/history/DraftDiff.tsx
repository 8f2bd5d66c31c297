import { useMemo } from "react";
import type { PromptContent } from "#shared/model/content.ts";
import { diffContent } from "#shared/text/diff-content.ts";
import { ContentDiffView } from "./ContentDiffView.tsx";

interface Props {
  before: PromptContent;
  after: PromptContent;
  label: string;
}

/** What would become of a text, for somebody who is asked whether it should. */
export function DraftDiff({ before, after, label }: Props) {
  const diff = useMemo(() => diffContent(before, after), [before, after]);
  return (
    <ContentDiffView
      diff={diff}
      label={label}
      look={{
        sideBySide: false,
        showUnchanged: false,
        formats: { original: before.templateFormat, modified: after.templateFormat },
      }}
    />
  );
}
