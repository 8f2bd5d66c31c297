import { useTranslation } from "react-i18next";
import { contentOfSpec } from "#shared/design/generate-content.ts";
import { notifyPlain } from "../../../ui/notify.ts";
import type { DesignProps } from "../design-port.ts";
import type { OpenSpec } from "../spec/open-spec.ts";
import { type OpenSpecState, withNames } from "../spec/spec-state.ts";
import { LinkLine } from "./LinkLine.tsx";
import type { useLink } from "./use-link.ts";
import { WaitingChanges } from "./WaitingChanges.tsx";

interface Props extends Pick<DesignProps, "draft" | "renderDiff"> {
  spec: OpenSpec;
  state: OpenSpecState;
  link: ReturnType<typeof useLink>;
}

/** How the text stands to the spec, above the text. */
export function LinkNotice({ spec, state, draft, link, renderDiff }: Props) {
  const { t } = useTranslation();
  const { content } = draft;
  const { standing, takeOver, keepMine } = link;
  // First it must be said which spec counts: what either would bring is no question yet.
  if (content === null || standing === null || state.theirs !== null) return null;
  if (standing.kind === "even") {
    if (state.generated === null) return null;
    return (
      <LinkLine
        isByHand={standing.isByHand}
        content={content}
        given={() => contentOfSpec(withNames(state.spec), content)}
        renderDiff={renderDiff}
        onGoBack={(given) => {
          draft.edit(() => given);
          spec.takeOver(given);
        }}
      />
    );
  }
  return (
    <WaitingChanges
      standing={standing}
      content={content}
      isFirst={state.generated === null}
      renderDiff={renderDiff}
      onTakeOver={(merged) => {
        if (!takeOver(content, merged, standing.theirs)) notifyPlain(t("design.link.moved"));
      }}
      onKeepMine={() => keepMine(standing.theirs)}
    />
  );
}
