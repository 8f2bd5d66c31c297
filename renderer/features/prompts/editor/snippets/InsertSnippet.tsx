import { Spotlight, useSpotlight } from "@mantine/spotlight";
import { IconBlockquote, IconPlus, IconSearch } from "@tabler/icons-react";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { referenceTo } from "#shared/text/snippet-references.ts";
import type { SnippetHint } from "../../../../ui/monaco/TemplateEditor.tsx";
import type { Edit } from "../content-edits.ts";
import { focusMessage, revealText } from "../editor-view-store.ts";
import { cursorIn } from "./cursor.ts";
import classes from "./InsertSnippet.module.css";
import { useSnippetHints } from "./included.ts";
import { besideTags, putReference } from "./snippet-edits.ts";
import { chooseInsertLine, insertStore, useMaking } from "./snippet-tasks.ts";

interface Props {
  promptId: PromptId;
  content: PromptContent;
  onEdit: (edit: Edit) => void;
}

const listId = "insert-snippet-list";
const idOf = (index: number): string => `${listId}-${index}`;

/** Every snippet, one search away; Enter puts a reference where the cursor was. */
export function InsertSnippet({ promptId, content, onEdit }: Props) {
  const { t } = useTranslation();
  const { opened, query, selected } = useSpotlight(insertStore);
  const hints = useSnippetHints(content);
  const found = useMemo(() => matching(hints, query), [hints, query]);
  // After the last snippet: one more line, which makes a new one.
  const count = found.length + 1;
  useEffect(() => {
    if (opened && (selected < 0 || selected >= count)) chooseInsertLine(0);
  }, [opened, count, selected]);

  const place = () => {
    const cursor = cursorIn(promptId, content);
    return cursor === null ? null : besideTags(content, cursor);
  };
  const insert = ({ name }: SnippetHint) => {
    const cursor = place();
    if (cursor === null) return;
    onEdit(putReference(name, cursor));
    const end = cursor.start + referenceTo(name, content.templateFormat).length;
    focusMessage(cursor.index);
    revealText(promptId, cursor.index, end, end);
  };
  const make = () => {
    const cursor = place();
    if (cursor !== null) useMaking.setState({ cursor });
  };
  const line = (index: number) => ({
    // The kit keeps an `id` for itself.
    ref: (button: HTMLButtonElement | null) => button?.setAttribute("id", idOf(index)),
    role: "option",
    "aria-selected": index === selected,
    "data-selected": index === selected || undefined,
    className: classes.line,
  });

  return (
    <Spotlight.Root
      store={insertStore}
      shortcut={null}
      size={560}
      yOffset="12vh"
      transitionProps={{ duration: 80, transition: "fade" }}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      attributes={{ content: { "aria-label": t("editor.snippets.insertTitle") } }}
      classNames={{ content: classes.content ?? "", body: classes.body ?? "" }}
    >
      <Spotlight.Search
        classNames={{ input: classes.search ?? "" }}
        size="md"
        leftSection={<IconSearch size={16} stroke={1.6} />}
        placeholder={t("editor.snippets.search")}
        aria-label={t("editor.snippets.search")}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={selected >= 0 && selected < count ? idOf(selected) : undefined}
      />
      {found.length === 0 && (
        <p className={classes.none} role="status">
          {t(hints.length === 0 ? "editor.snippets.none" : "editor.snippets.noMatch")}
        </p>
      )}
      <Spotlight.ActionsList
        id={listId}
        className={classes.list}
        mah={400}
        role="listbox"
        aria-label={t("editor.snippets.insertTitle")}
      >
        {found.map((hint, index) => (
          <Spotlight.Action
            key={hint.name}
            {...line(index)}
            aria-disabled={hint.unfit !== undefined}
            closeSpotlightOnTrigger={hint.unfit === undefined}
            onClick={() => {
              if (hint.unfit === undefined) insert(hint);
            }}
          >
            <IconBlockquote size={16} stroke={1.6} className={classes.icon} aria-hidden />
            <span className={classes.words}>
              <code className={classes.name}>{hint.name}</code>
              <span className={classes.about}>
                {hint.unfit ?? (hint.description || firstLine(hint.text))}
              </span>
            </span>
          </Spotlight.Action>
        ))}
        <Spotlight.Action {...line(found.length)} onClick={make}>
          <IconPlus size={16} stroke={1.6} className={classes.icon} aria-hidden />
          <span className={classes.words}>{t("editor.snippets.makeNew")}</span>
        </Spotlight.Action>
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

const firstLine = (text: string): string => text.trimStart().split("\n", 1)[0] ?? "";

function matching(hints: readonly SnippetHint[], query: string): SnippetHint[] {
  const wanted = query.trim().toLowerCase();
  const inName = hints.filter(({ name }) => name.toLowerCase().includes(wanted));
  const elsewhere = hints.filter(
    ({ name, description, text }) =>
      !name.toLowerCase().includes(wanted) && `${description}\n${text}`.toLowerCase().includes(wanted),
  );
  const found = [...inName, ...elsewhere];
  // One that can be put in is chosen first.
  const isFit = ({ unfit }: SnippetHint) => unfit === undefined;
  return [...found.filter(isFit), ...found.filter((hint) => !isFit(hint))].slice(0, 200);
}
