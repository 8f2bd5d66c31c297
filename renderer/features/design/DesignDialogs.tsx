import { useTranslation } from "react-i18next";
import { contentOfSpec } from "#shared/design/generate-content.ts";
import { isEqual } from "#shared/design/is-equal.ts";
import { emptyContent, type PromptContent } from "#shared/model/content.ts";
import type { PromptSpec } from "#shared/model/spec.ts";
import { host } from "../../host/host.ts";
import { notifyDone } from "../../ui/notify.ts";
import type { DesignProps } from "./design-port.ts";
import { GenerateDialog } from "./generate/GenerateDialog.tsx";
import type { Generated } from "./generate/use-generation.ts";
import { freeName } from "./paste/free-name.ts";
import { PasteDialog } from "./paste/PasteDialog.tsx";
import type { OpenSpec } from "./spec/open-spec.ts";
import { isEmptySpec, type OpenSpecState, withNames } from "./spec/spec-state.ts";

interface Props extends Pick<DesignProps, "draft" | "renderDiff" | "renderModelField" | "onCreated"> {
  kind: "paste" | "generate";
  spec: OpenSpec;
  state: OpenSpecState;
  onClose: () => void;
}

/** The ways to a text other than writing it. What they bring counts as it is: the spec has nothing to add to it. */
export function DesignDialogs(props: Props) {
  const { kind, spec, state, draft, renderDiff, renderModelField, onCreated, onClose } = props;
  const { t } = useTranslation();
  const { content } = draft;
  if (content === null) return null;

  function take(text: PromptContent, meant: PromptSpec | null, done: string): void {
    draft.edit(() => text);
    if (meant !== null) spec.edit(() => meant);
    const now = meant ?? state.spec;
    if (!isEmptySpec(now)) spec.takeOver(contentOfSpec(withNames(now), text));
    onClose();
    notifyDone(done);
  }
  async function create(text: PromptContent, meant: PromptSpec | null): Promise<void> {
    const { promptId } = await freeName(t("design.paste.name"), (name) =>
      host.call("prompts.create", { name, content: text }),
    );
    if (meant !== null) {
      const told = withNames(meant);
      const generated = contentOfSpec(told, text);
      await host.call("design.save-spec", { promptId, baseRevision: 0, spec: told, generated });
    }
    onClose();
    onCreated(promptId);
  }

  return kind === "generate" ? (
    <GenerateDialog
      spec={state.spec}
      content={content}
      renderDiff={renderDiff}
      renderModelField={renderModelField}
      onAccept={(made: Generated) => take(made.content, made.spec, t("design.generate.accepted"))}
      onClose={onClose}
    />
  ) : (
    <PasteDialog
      spec={state.spec}
      content={content}
      isTextThere={!isBlank(content)}
      renderDiff={renderDiff}
      onUse={(text, meant) => take(text, meant, t("design.paste.used"))}
      onCreate={create}
      onClose={onClose}
    />
  );
}

const isBlank = ({ messages }: PromptContent): boolean =>
  messages.length === 0 || isEqual(messages, emptyContent().messages);
