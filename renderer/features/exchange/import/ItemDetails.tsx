import { SegmentedControl, TextInput } from "@mantine/core";
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { isRunnable } from "#shared/model/content.ts";
import type { ImportItem } from "#shared/model/exchange.ts";
import { searchPrompts, usePromptChoices } from "../../../host/choices-store.ts";
import { numberFormat } from "../../../ui/number-format.ts";
import { PromptSelect } from "../../../ui/PromptSelect.tsx";
import { NoteList } from "../NoteList.tsx";
import { CodeList } from "./CodeList.tsx";
import {
  type Choice,
  type Choices,
  isOrphaned,
  mostNameLength,
  problemOf,
  suggestedChoice,
} from "./choices.ts";
import classes from "./ItemDetails.module.css";
import { PromptContents } from "./PromptContents.tsx";
import { SuiteContents } from "./SuiteContents.tsx";

interface Props {
  ref: Ref<HTMLElement>;
  item: ImportItem;
  items: readonly ImportItem[];
  choices: Choices;
  onChoose: (patch: Partial<Choice>) => void;
}

/** One thing that was found, in full: what becomes of it, what it loses, what is in it. */
export function ItemDetails({ ref, item, items, choices, onChoose }: Props) {
  const { t } = useTranslation();
  const choice = choices.get(item.itemId) ?? suggestedChoice(item);
  return (
    <section
      ref={ref}
      className={classes.details}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled from the keyboard
      tabIndex={0}
      aria-label={t("exchange.item.label", { name: item.name })}
    >
      <ChoiceForm item={item} choice={choice} onChoose={onChoose} />
      <Standing item={item} items={items} choices={choices} />
      <NoteList title={t("exchange.item.losses")} tone="loss" notes={item.losses} />
      <NoteList title={t("exchange.item.warnings")} tone="warning" notes={item.warnings} />
      {item.losses.length + item.warnings.length + item.inert.length === 0 && (
        <p className={classes.good}>{t("exchange.item.noLosses")}</p>
      )}
      <CodeList codes={item.inert} />
      {item.content !== null && <PromptContents content={item.content} />}
      {item.suite !== null && <SuiteContents suite={item.suite} />}
    </section>
  );
}

interface ChoiceFormProps {
  item: ImportItem;
  choice: Choice;
  onChoose: Props["onChoose"];
}

function ChoiceForm({ item, choice, onChoose }: ChoiceFormProps) {
  const { t } = useTranslation();
  // A suite has no versions of its own making: it is added, or it is not.
  const actions = item.kind === "prompt" ? (["add", "version", "skip"] as const) : (["add", "skip"] as const);
  const problem = problemOf(choice);
  const words = problem === null ? null : t(`exchange.item.problem.${problem}`, { most: mostNameLength });
  return (
    <div className={classes.form}>
      <SegmentedControl
        aria-label={t("exchange.item.choice")}
        value={choice.action}
        onChange={(action) => onChoose({ action: action as Choice["action"] })}
        data={actions.map((value) => ({ value, label: t(`exchange.import.action.${value}`) }))}
      />
      {choice.action === "version" ? (
        <div>
          <PromptField choice={choice} onChoose={onChoose} />
          <p
            className={words === null ? classes.help : classes.problem}
            role={words === null ? undefined : "alert"}
          >
            {words ?? t("exchange.item.versionHelp")}
          </p>
        </div>
      ) : (
        <TextInput
          label={t("exchange.item.name")}
          value={choice.name}
          disabled={choice.action === "skip"}
          error={words}
          onChange={(event) => onChoose({ name: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

function PromptField({ choice, onChoose }: Omit<ChoiceFormProps, "item">) {
  const { t } = useTranslation();
  const promptId = choice.prompt?.promptId ?? null;
  const prompts = usePromptChoices(promptId);
  return (
    <PromptSelect
      label={t("exchange.item.promptLabel")}
      placeholder={t("exchange.item.promptPlaceholder")}
      nothingFoundMessage={t("exchange.item.noPrompt")}
      prompts={prompts}
      promptId={promptId}
      onSearch={searchPrompts}
      onChoose={(chosen) => {
        const prompt = prompts.find((one) => one.promptId === chosen);
        if (prompt !== undefined) onChoose({ prompt: { promptId: prompt.promptId, name: prompt.name } });
      }}
    />
  );
}

/** How it stands to what is in the workspace, and to what comes with it. */
function Standing({ item, items, choices }: Pick<Props, "item" | "items" | "choices">) {
  const { t, i18n } = useTranslation();
  const percent = (share: number) => numberFormat(i18n.language, { style: "percent" }).format(share);
  const { taken, similar, syntax, forItem } = item;
  const choice = choices.get(item.itemId);
  const prompt = forItem === null ? undefined : items.find(({ itemId }) => itemId === forItem);
  const lines: string[] = [];
  if (item.description !== "") lines.push(item.description);
  if (taken?.isSame === true) lines.push(t("exchange.item.same"));
  else if (
    taken !== null &&
    choice?.action === "add" &&
    choice.name === item.freeName &&
    item.freeName !== item.name
  )
    lines.push(t("exchange.item.taken", { name: item.name, free: item.freeName }));
  for (const { name, likeness } of similar.slice(0, 3))
    lines.push(t("exchange.item.similar", { name, percent: percent(likeness) }));
  if (prompt !== undefined)
    lines.push(t("exchange.item.forPrompt", { name: choices.get(prompt.itemId)?.name ?? prompt.name }));
  if (choice?.action === "add" && isOrphaned(item, items, choices)) lines.push(t("exchange.item.orphaned"));
  if (syntax !== null && !isRunnable(syntax))
    lines.push(t("exchange.item.foreign", { syntax: t(`exchange.item.syntax.${syntax}`) }));
  return lines.map((line) => (
    <p key={line} className={classes.standing}>
      {line}
    </p>
  ));
}
