import { Select } from "@mantine/core";
import { type PromptId, promptId as promptIds } from "#shared/model/ids.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";

interface Props {
  label: string;
  isLabelHidden?: boolean;
  placeholder: string;
  nothingFoundMessage: string;
  /** It has the focus when its dialog opens. */
  isFirst?: boolean;
  prompts: readonly PromptSummary[];
  promptId: PromptId | null;
  onSearch: (text: string) => Promise<void>;
  onChoose: (promptId: PromptId | null) => void;
}

/** One prompt of as many as there are: what is typed is searched for. */
export function PromptSelect(props: Props) {
  const { label, prompts, promptId, onSearch, onChoose } = props;
  return (
    <Select
      {...(props.isLabelHidden === true ? { "aria-label": label } : { label })}
      placeholder={props.placeholder}
      data-autofocus={props.isFirst || undefined}
      searchable
      allowDeselect={false}
      limit={200}
      nothingFoundMessage={props.nothingFoundMessage}
      value={promptId}
      data={prompts.map((prompt) => ({ value: prompt.promptId, label: prompt.name }))}
      onSearchChange={(text) => {
        // What is chosen is written into the field, too; that is no search.
        if (!prompts.some(({ name }) => name === text)) onSearch(text).catch(() => {});
      }}
      onChange={(chosen) => onChoose(promptIds.safeParse(chosen).data ?? null)}
    />
  );
}
