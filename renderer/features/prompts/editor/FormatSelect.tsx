import { Badge, SegmentedControl, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isRunnable, type PromptContent, runnableFormat } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { notifyUndo } from "../../../ui/notify.ts";
import { drafts } from "../draft-store.ts";
import type { Edit } from "./content-edits.ts";
import classes from "./EditorHeader.module.css";
import { syntaxNames } from "./problem-words.ts";
import { switchFormat } from "./template-conversion.ts";

interface Props {
  promptId: PromptId;
  content: PromptContent;
  onEdit: (edit: Edit) => void;
}

/** How variables are written in this prompt. A syntax that is only kept is named; the notice below says what to do. */
export function FormatSelect({ promptId, content, onEdit }: Props) {
  const { t } = useTranslation();
  const { templateFormat } = content;
  if (!isRunnable(templateFormat)) {
    return (
      <Badge variant="light" color="yellow" className={classes.foreign ?? ""}>
        {t("editor.foreign.badge", { syntax: syntaxNames[templateFormat] ?? templateFormat })}
      </Badge>
    );
  }
  const change = (chosen: string) => {
    const format = runnableFormat.safeParse(chosen);
    if (!format.success || format.data === templateFormat) return;
    const before = content;
    const { content: switched, kept } = switchFormat(content, format.data);
    onEdit(() => switched);
    const words = kept === 0 ? t("editor.format.converted") : t("editor.format.kept", { count: kept });
    notifyUndo(words, () =>
      drafts.edit(promptId, (now) =>
        now === switched ? before : switchFormat(now, before.templateFormat).content,
      ),
    );
  };
  return (
    <Tooltip label={t("editor.format.hint", { tag: "{{name}}" })} multiline w={280}>
      <SegmentedControl
        aria-label={t("editor.format.label")}
        className={classes.format ?? ""}
        value={templateFormat}
        onChange={change}
        data={runnableFormat.options.map((value) => ({ value, label: t(`editor.format.${value}`) }))}
      />
    </Tooltip>
  );
}
