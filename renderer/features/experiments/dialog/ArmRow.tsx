import { ActionIcon, Autocomplete, Select, Tooltip } from "@mantine/core";
import { IconAdjustments, IconCopy, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import { modelRef, type PromptContent } from "#shared/model/content.ts";
import { type PromptId, versionId as versionIds } from "#shared/model/ids.ts";
import { searchPrompts, useChoices, usePromptChoices } from "../../../host/choices-store.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { useVersions } from "../../../host/use-read.ts";
import { PromptSelect } from "../../../ui/PromptSelect.tsx";
import { ArmLetter } from "../ArmLetter.tsx";
import { armSettings } from "../arm-words.ts";
import { ArmSettings } from "./ArmSettings.tsx";
import classes from "./ExperimentForm.module.css";
import type { ArmFields } from "./experiment-wish.ts";

interface Props {
  arm: ArmFields;
  place: number;
  content: PromptContent | null;
  /** Its prompt has the focus when the dialog opens. */
  isFocused: boolean;
  canRemove: boolean;
  canDuplicate: boolean;
  onChange: (wish: Partial<ArmFields>) => void;
  onChoosePrompt: (promptId: PromptId | null) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

const draft = "draft";

/** One arm: which prompt, which state of it, on which model, and what else is set for it only. */
export function ArmRow(props: Props) {
  const { arm, place, content, onChange } = props;
  const { t } = useTranslation();
  const letter = armLetter(place);
  const [isSetting, setSetting] = useState(false);
  const models = useChoices((state) => state.models);
  const prompts = usePromptChoices(arm.promptId);
  const versions = useVersions(arm.promptId);
  const defaultModel = useSettings((settings) => settings.defaultModel);
  const set = armSettings(t, arm);
  const isModel = arm.model === "" || modelRef.safeParse(arm.model).success;
  return (
    <li className={classes.arm} aria-label={t("compare.dialog.arm", { letter })}>
      <ArmLetter place={place} />
      <PromptSelect
        label={t("compare.dialog.promptOf", { letter })}
        isLabelHidden
        placeholder={t("compare.dialog.promptPlaceholder")}
        nothingFoundMessage={t("compare.list.nothingFound")}
        isFirst={props.isFocused}
        prompts={prompts}
        promptId={arm.promptId}
        onSearch={searchPrompts}
        onChoose={props.onChoosePrompt}
      />
      <Select
        aria-label={t("compare.dialog.sourceOf", { letter })}
        allowDeselect={false}
        disabled={arm.promptId === null}
        searchable={versions.length > 8}
        nothingFoundMessage={t("compare.list.nothingFound")}
        value={arm.versionId ?? draft}
        data={[
          { value: draft, label: t("compare.dialog.sourceDraft") },
          ...versions.map(({ versionId, version }) => ({
            value: versionId,
            label: t("compare.dialog.sourceVersion", { version }),
          })),
        ]}
        onChange={(chosen) => onChange({ versionId: versionIds.safeParse(chosen).data ?? null })}
      />
      <Autocomplete
        size="xs"
        aria-label={t("compare.dialog.modelOf", { letter })}
        placeholder={content?.model.model ?? defaultModel}
        error={isModel ? null : t("compare.dialog.badModel")}
        data={models.map(({ ref }) => ref)}
        limit={200}
        maxDropdownHeight={260}
        comboboxProps={{ width: 320, position: "bottom-start", shadow: "md" }}
        value={arm.model}
        onChange={(model) => onChange({ model: model.trim() })}
      />
      <span className={classes.armButtons}>
        <Tooltip label={t("compare.dialog.settingsHint")} multiline maw={280}>
          <ActionIcon
            aria-label={t("compare.dialog.settingsOf", { letter })}
            aria-expanded={isSetting}
            variant={set.length > 0 ? "light" : "subtle"}
            color={set.length > 0 ? "lathe" : "gray"}
            onClick={() => setSetting(!isSetting)}
          >
            <IconAdjustments size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t("compare.dialog.duplicate")}>
          <ActionIcon
            aria-label={t("compare.dialog.duplicateOf", { letter })}
            disabled={!props.canDuplicate}
            onClick={props.onDuplicate}
          >
            <IconCopy size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t("compare.dialog.remove")}>
          <ActionIcon
            aria-label={t("compare.dialog.removeOf", { letter })}
            disabled={!props.canRemove}
            onClick={props.onRemove}
          >
            <IconX size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </span>
      {isSetting ? (
        <ArmSettings arm={arm} letter={letter} content={content} onChange={onChange} />
      ) : (
        set.length > 0 && <span className={classes.armSet}>{set.join(" · ")}</span>
      )}
    </li>
  );
}
