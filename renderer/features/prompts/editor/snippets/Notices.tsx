import { Button } from "@mantine/core";
import { IconLock, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isRunnable, type PromptContent, type RunnableFormat } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { notifyError, notifyUndo } from "../../../../ui/notify.ts";
import { drafts } from "../../draft-store.ts";
import type { Edit } from "../content-edits.ts";
import { syntaxNames } from "../problem-words.ts";
import { takeNewest, useOutdated } from "./included.ts";
import classes from "./Notices.module.css";

interface Props {
  promptId: PromptId;
  content: PromptContent;
  onEdit: (edit: Edit) => void;
}

/** What there is to know of a text that is no longer, or not yet, what is sent. */
export function Notices(props: Props) {
  return isRunnable(props.content.templateFormat) ? <Outdated {...props} /> : <Foreign {...props} />;
}

/** The prompt holds an older text of a snippet: it went back to a version, or was brought from elsewhere. */
function Outdated({ content, onEdit }: Props) {
  const { t } = useTranslation();
  const names = useOutdated(content);
  if (names.length === 0) return null;
  return (
    <div className={classes.bar} role="status" data-kind="outdated">
      <IconRefresh size={16} stroke={1.8} aria-hidden />
      <p>
        {t("editor.snippets.outdated", {
          count: names.length,
          names: names.join(t("shell.format.listSeparator")),
        })}
      </p>
      <Button size="compact-sm" variant="default" onClick={() => onEdit(takeNewest(names))}>
        {t("editor.snippets.takeNewest")}
      </Button>
    </div>
  );
}

const formats: readonly RunnableFormat[] = ["mustache", "f-string"];

/** A syntax of another tool: the text is kept, and what can be carried over is, when the user says so. */
function Foreign({ promptId, content, onEdit }: Props) {
  const { t } = useTranslation();
  const [kept, setKept] = useState(0);
  const syntax = syntaxNames[content.templateFormat] ?? content.templateFormat;

  const convert = async (format: RunnableFormat) => {
    try {
      // The readers of other tools' syntaxes are fetched by those few who need them.
      const { convertForeign } = await import("#shared/exchange/syntax/convert.ts");
      const converted = convertForeign(content, format);
      setKept(converted.kept);
      if (converted.kept === 0) replace(converted.content, t("editor.format.converted"));
    } catch (error) {
      notifyError(error);
    }
  };
  const replace = (after: PromptContent, words: string) => {
    onEdit(() => after);
    notifyUndo(words, () => drafts.edit(promptId, (now) => (now === after ? content : now)));
  };
  return (
    <div className={classes.bar} role="status" data-kind="foreign">
      <IconLock size={16} stroke={1.8} aria-hidden />
      <p>
        {kept === 0
          ? t("editor.foreign.text", { syntax })
          : t("editor.foreign.kept", { count: kept, syntax })}
      </p>
      {kept === 0 ? (
        formats.map((format) => (
          <Button key={format} size="compact-sm" variant="default" onClick={() => void convert(format)}>
            {t("editor.foreign.convert", { format: t(`editor.format.${format}`) })}
          </Button>
        ))
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => replace({ ...content, templateFormat: "mustache" }, t("editor.foreign.byHand"))}
        >
          {t("editor.foreign.rewrite")}
        </Button>
      )}
    </div>
  );
}
