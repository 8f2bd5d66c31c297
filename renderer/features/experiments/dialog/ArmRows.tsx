import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconArrowsExchange, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { host } from "../../../host/host.ts";
import { ArmRow } from "./ArmRow.tsx";
import classes from "./ExperimentForm.module.css";
import { type ArmFields, mostArms, newArm } from "./experiment-wish.ts";

interface Props {
  arms: readonly ArmFields[];
  /** The text of an arm, as far as it is known. */
  contents: ReadonlyMap<number, PromptContent>;
  isFocusWanted: boolean;
  onChange: (change: (arms: readonly ArmFields[]) => ArmFields[]) => void;
}

/** The arms, the first of them A: two to six. */
export function ArmRows({ arms, contents, isFocusWanted, onChange }: Props) {
  const { t } = useTranslation();
  const change = (key: number, wish: Partial<ArmFields>) =>
    onChange((now) => now.map((arm) => (arm.key === key ? { ...arm, ...wish } : arm)));

  async function choosePrompt(key: number, promptId: PromptId | null): Promise<void> {
    // Most compare two states of one prompt: arms without one take the first that is chosen.
    const isFirst = arms.every((arm) => arm.promptId === null);
    onChange((now) =>
      now.map((arm) => (arm.key === key || isFirst ? { ...arm, promptId, versionId: null } : arm)),
    );
    if (!isFirst || promptId === null) return;
    try {
      const { latest } = await host.call("prompts.open", { promptId });
      if (latest === null) return;
      onChange((now) =>
        now.map((arm, place) =>
          place === 0 && arm.promptId === promptId && arm.versionId === null
            ? { ...arm, versionId: latest.versionId }
            : arm,
        ),
      );
    } catch {
      // The draft stays chosen; what cannot be read is told by the estimate.
    }
  }

  return (
    <fieldset className={classes.arms} aria-label={t("compare.dialog.arms")}>
      <div className={classes.partHead}>
        <h3>{t("compare.dialog.arms")}</h3>
        <Tooltip label={t("compare.dialog.swapHint")}>
          <ActionIcon
            aria-label={t("compare.dialog.swap")}
            onClick={() => onChange(([a, b, ...rest]) => [b, a, ...rest].filter((arm) => arm !== undefined))}
          >
            <IconArrowsExchange size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={arms.length >= mostArms}
          onClick={() => onChange((now) => [...now, copyOf(now.at(-1))])}
        >
          {t("compare.dialog.addArm")}
        </Button>
      </div>
      <ol className={classes.armList}>
        {arms.map((arm, place) => (
          <ArmRow
            key={arm.key}
            arm={arm}
            place={place}
            content={contents.get(arm.key) ?? null}
            isFocused={isFocusWanted && place === 0}
            canRemove={arms.length > 2}
            canDuplicate={arms.length < mostArms}
            onChange={(wish) => change(arm.key, wish)}
            onChoosePrompt={(promptId) => void choosePrompt(arm.key, promptId)}
            onDuplicate={() => onChange((now) => now.toSpliced(place + 1, 0, copyOf(arm)))}
            onRemove={() => onChange((now) => now.filter(({ key }) => key !== arm.key))}
          />
        ))}
      </ol>
    </fieldset>
  );
}

const copyOf = (arm: ArmFields | undefined): ArmFields => newArm(arm ?? {});
