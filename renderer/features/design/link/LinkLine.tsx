import { Button, Group, Modal } from "@mantine/core";
import { IconLink, IconPencil } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import classes from "./link.module.css";

interface Props {
  isByHand: boolean;
  content: PromptContent;
  /** What the spec alone gives. */
  given: () => PromptContent;
  renderDiff: (before: PromptContent, after: PromptContent, label: string) => ReactNode;
  onGoBack: (given: PromptContent) => void;
}

/** How the text stands to the spec, in one line. */
export function LinkLine({ isByHand, content, given, renderDiff, onGoBack }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<PromptContent | null>(null);
  const Icon = isByHand ? IconPencil : IconLink;
  return (
    <div className={classes.line}>
      <Icon size={14} stroke={1.8} aria-hidden />
      <span>{t(isByHand ? "design.link.byHand" : "design.link.follows")}</span>
      {isByHand && (
        <Button size="compact-xs" variant="subtle" onClick={() => setShown(given())}>
          {t("design.link.compare")}
        </Button>
      )}
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={t("design.link.compareTitle")}
        size="min(1040px, 94vw)"
        yOffset="6vh"
        closeButtonProps={{ "aria-label": t("shell.close") }}
      >
        {shown !== null && (
          <>
            <p className={classes.text}>{t("design.link.compareText")}</p>
            <div className={classes.dialogDiff}>
              {renderDiff(content, shown, t("design.link.compareTitle"))}
            </div>
            <Group justify="flex-end" gap={8} mt={12}>
              <Button variant="default" onClick={() => setShown(null)}>
                {t("design.link.keepMine")}
              </Button>
              <Button
                onClick={() => {
                  onGoBack(shown);
                  setShown(null);
                }}
              >
                {t("design.link.goBack")}
              </Button>
            </Group>
          </>
        )}
      </Modal>
    </div>
  );
}
