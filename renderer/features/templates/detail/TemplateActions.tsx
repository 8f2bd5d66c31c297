import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import {
  IconDots,
  IconFilePlus,
  IconPencil,
  IconPlayerPlay,
  IconTestPipe,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TemplateCard } from "#shared/model/template.ts";
import type { TemplatesViewProps } from "../TemplatesView.tsx";
import { makeFromTemplate, removeTemplate, tryPrompt } from "../template-actions.ts";
import { openTemplateDialog } from "../templates-view-store.ts";
import classes from "./TemplateDetail.module.css";

/** Each makes a prompt of its own: a template itself is never changed by trying it. */
export function TemplateActions({
  card,
  onOpenPrompt,
  onOpenTestRun,
  onTest,
}: TemplatesViewProps & { card: TemplateCard }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<"try" | "use" | null>(null);

  /** One at a time: a second click would make a second prompt. */
  async function once(which: "try" | "use", work: () => Promise<void>): Promise<void> {
    if (busy !== null) return;
    setBusy(which);
    await work().finally(() => setBusy(null));
  }
  const use = () =>
    once("use", async () => {
      const made = await makeFromTemplate(card);
      if (made !== null) onOpenPrompt(made.promptId);
    });
  const tryIt = () =>
    once("try", async () => {
      const made = await makeFromTemplate(card);
      if (made === null) return;
      const testRunId = await tryPrompt(made);
      if (testRunId === null) onOpenPrompt(made.promptId);
      else onOpenTestRun(testRunId);
    });
  const test = () =>
    once("use", async () => {
      const made = await makeFromTemplate(card);
      if (made !== null) onTest(made);
    });

  const hasSuite = card.cases > 0;
  return (
    <div className={classes.actions}>
      {hasSuite && (
        <Tooltip label={t("templates.detail.tryHelp")} multiline maw={280}>
          <Button
            leftSection={<IconPlayerPlay size={14} />}
            loading={busy === "try"}
            onClick={() => void tryIt()}
          >
            {t("templates.detail.try")}
          </Button>
        </Tooltip>
      )}
      <Tooltip label={t("templates.detail.useHelp")} multiline maw={280}>
        <Button
          variant={hasSuite ? "default" : "filled"}
          leftSection={<IconFilePlus size={14} />}
          loading={busy === "use"}
          onClick={() => void use()}
        >
          {t("templates.detail.use")}
        </Button>
      </Tooltip>
      {(hasSuite || card.isOwn) && (
        <Menu position="bottom-end" width={260}>
          <Menu.Target>
            <ActionIcon aria-label={t("templates.detail.more", { name: card.name })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {hasSuite && (
              <Menu.Item leftSection={<IconTestPipe size={14} />} onClick={() => void test()}>
                {t("templates.detail.testOther")}
              </Menu.Item>
            )}
            {card.isOwn && (
              <>
                <Menu.Item
                  leftSection={<IconPencil size={14} />}
                  onClick={() => openTemplateDialog({ kind: "edit", card })}
                >
                  {t("templates.detail.edit")}
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item
                  color="red"
                  leftSection={<IconTrash size={14} />}
                  onClick={() => void removeTemplate(card)}
                >
                  {t("templates.detail.remove")}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
