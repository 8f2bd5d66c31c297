import { ActionIcon, Badge, Button, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconPencil, IconTrash } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Variable } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Snippet } from "#shared/model/snippet.ts";
import { textFor } from "#shared/text/include-snippets.ts";
import { referenceTo } from "#shared/text/snippet-references.ts";
import { parseTemplate } from "#shared/text/template.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { readSnippetLibrary, useSnippetLibrary } from "../../../host/snippet-library.ts";
import { errorCode } from "../../../i18n/error-text.ts";
import { TemplateEditor } from "../../../ui/monaco/TemplateEditor.tsx";
import { notifyDone, notifyError, notifyUndo } from "../../../ui/notify.ts";
import { changeSnippet, removeSnippet } from "../snippet-actions.ts";
import { askAboutSnippet, showSnippetNamed } from "../snippets-view-store.ts";
import { forgetUnsaved, keepUnsaved, useUnsavedTexts } from "../unsaved-texts.ts";
import { ImpactList } from "./ImpactList.tsx";
import classes from "./SnippetWork.module.css";
import { UsedBy } from "./UsedBy.tsx";
import { useImpact } from "./use-impact.ts";

interface Props {
  snippet: Snippet;
  onOpenPrompt: (promptId: PromptId) => void;
}

/** One snippet: its text, which prompts a change of it would change, and who uses it. */
export function SnippetWork({ snippet, onOpenPrompt }: Props) {
  const { t } = useTranslation();
  const { snippetId, name, templateFormat } = snippet;
  const fontSize = useSettings((settings) => settings.editorFontSize);
  const unsaved = useUnsavedTexts(({ texts }) => texts[snippetId]);
  const text = unsaved?.text ?? snippet.text;
  const isChanged = text !== snippet.text;
  const isOutdated = isChanged && unsaved !== undefined && unsaved.baseRevision !== snippet.revision;
  const impact = useImpact(snippetId, isChanged && !isOutdated ? text : null, snippet.revision);
  const [isBusy, setBusy] = useState(false);
  const variables = useOwnVariables(text, templateFormat);
  const snippets = useOthers(snippet);
  const count = impact.affected?.length ?? 0;

  const type = (typed: string) => {
    if (typed === snippet.text) forgetUnsaved(snippetId);
    else keepUnsaved(snippetId, { text: typed, baseRevision: unsaved?.baseRevision ?? snippet.revision });
  };

  async function save(): Promise<void> {
    if (isBusy || !isChanged || impact.affected === null) return;
    setBusy(true);
    try {
      const changed = await changeSnippet(snippet, { text });
      forgetUnsaved(snippetId);
      notifyDone(
        changed === 0
          ? t("snippets.done.savedAlone", { name })
          : t("snippets.done.saved", { name, count: changed }),
      );
    } catch (error) {
      // What was typed stays; the text of the other page is shown beside the choice.
      if (errorCode(error) === "snippets.conflict") await readSnippetLibrary();
      else notifyError(error);
    } finally {
      setBusy(false);
    }
  }

  const giveUp = () => {
    const before = unsaved;
    forgetUnsaved(snippetId);
    if (before !== undefined) {
      notifyUndo(t("snippets.done.givenUp", { name }), () => keepUnsaved(snippetId, before));
    }
  };

  return (
    <article className={classes.work} aria-label={t("snippets.snippetLabel", { name })}>
      <header className={classes.head}>
        <h2 className={classes.name}>{name}</h2>
        <code className={classes.reference}>{referenceTo(name, templateFormat)}</code>
        <Badge variant="default" className={classes.format ?? ""}>
          {t(`editor.format.${templateFormat}`)}
        </Badge>
        <span className={classes.space} />
        <Tooltip label={t("snippets.action.change")}>
          <ActionIcon
            aria-label={t("snippets.action.change")}
            onClick={() => askAboutSnippet({ kind: "rename", snippet })}
          >
            <IconPencil size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t("snippets.action.remove")}>
          <ActionIcon aria-label={t("snippets.action.remove")} onClick={() => void removeSnippet(snippet)}>
            <IconTrash size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        {isChanged && !isOutdated && (
          <Button variant="default" onClick={giveUp}>
            {t("snippets.giveUp")}
          </Button>
        )}
        <Button
          disabled={!isChanged || isOutdated || impact.affected === null}
          loading={isBusy}
          onClick={() => void save()}
        >
          {count > 0 ? t("snippets.saveAndChange", { count }) : t("snippets.save")}
        </Button>
      </header>
      <div className={classes.body}>
        {snippet.description !== "" && <p className={classes.description}>{snippet.description}</p>}
        {isOutdated && (
          <Conflict
            theirs={snippet.text}
            onTakeTheirs={giveUp}
            onKeepMine={() => keepUnsaved(snippetId, { text, baseRevision: snippet.revision })}
          />
        )}
        <div className={classes.text}>
          <TemplateEditor
            value={text}
            onChange={type}
            templateFormat={templateFormat}
            variables={variables}
            snippets={snippets}
            onOpenSnippet={showSnippetNamed}
            ariaLabel={t("snippets.textOf", { name })}
            placeholder={t("snippets.placeholder", {
              variable: templateFormat === "mustache" ? "{{name}}" : "{name}",
            })}
            fontSize={fontSize}
            minLines={6}
            maxLines={60}
            onRun={() => void save()}
          />
        </div>
        {isChanged && !isOutdated && <ImpactList impact={impact} />}
        <UsedBy name={name} onOpenPrompt={onOpenPrompt} />
      </div>
    </article>
  );
}

/** A snippet declares nothing: whatever name it uses is one of the prompts'. */
function useOwnVariables(text: string, format: Snippet["templateFormat"]): readonly Variable[] {
  const names = parseTemplate(text, format).mentioned.join(" ");
  return useMemo(
    () => (names === "" ? [] : names.split(" ").map((name): Variable => ({ name, type: "text" }))),
    [names],
  );
}

/** What it may refer to: every other snippet that its format can say. */
function useOthers({ snippetId, templateFormat }: Snippet) {
  const library = useSnippetLibrary((state) => state.snippets);
  return useMemo(
    () =>
      (library ?? []).flatMap((other) => {
        const text = other.snippetId === snippetId ? null : textFor(other, templateFormat);
        return text === null ? [] : [{ name: other.name, description: other.description, text }];
      }),
    [library, snippetId, templateFormat],
  );
}

interface ConflictProps {
  theirs: string;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

/** Another page stored another text meanwhile: both are there, and the user says which one goes on. */
function Conflict({ theirs, onTakeTheirs, onKeepMine }: ConflictProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.conflict} role="alert">
      <div className={classes.conflictLine}>
        <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
        <p>{t("snippets.conflict.text")}</p>
        <Button size="compact-sm" variant="default" onClick={onTakeTheirs}>
          {t("snippets.conflict.theirs")}
        </Button>
        <Button size="compact-sm" onClick={onKeepMine}>
          {t("snippets.conflict.mine")}
        </Button>
      </div>
      <pre className={classes.theirs}>{theirs}</pre>
    </div>
  );
}
