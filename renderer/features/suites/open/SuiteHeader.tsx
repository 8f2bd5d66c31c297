import { ActionIcon, Button, Tooltip } from "@mantine/core";
import {
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
  IconPlayerPlay,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import type { Suite } from "#shared/model/suite.ts";
import { performCommand } from "../../../commands/registry.ts";
import { shortcutText } from "../../../ui/shortcut-keys.ts";
import { askAboutSuite } from "../list/suites-store.ts";
import { useSuitesView } from "../suites-view-store.ts";
import type { OpenSuite } from "./open-suite.ts";
import { SaveStateLine } from "./SaveStateLine.tsx";
import classes from "./SuiteWork.module.css";

interface Props {
  suite: OpenSuite;
  facts: Suite;
  onOpenPrompt: (promptId: PromptId) => void;
}

/** What the suite is called, whether it is saved, and what can be done with the whole of it. */
export function SuiteHeader({ suite, facts, onOpenPrompt }: Props) {
  const { t } = useTranslation();
  const { promptId, promptName } = facts;
  const isInspectorOpen = useSuitesView((state) => state.tab !== null);
  return (
    <header className={classes.header}>
      <h2 className={classes.name}>
        <button
          type="button"
          title={t("suites.header.change")}
          onClick={() => askAboutSuite({ kind: "change", suite: facts })}
        >
          {facts.name}
        </button>
      </h2>
      {promptId === null ? (
        <button
          type="button"
          className={classes.prompt}
          onClick={() => askAboutSuite({ kind: "change", suite: facts })}
        >
          {t("suites.header.attach")}
        </button>
      ) : (
        <button
          type="button"
          className={classes.prompt}
          title={t("suites.header.openPrompt", { name: promptName ?? "" })}
          onClick={() => onOpenPrompt(promptId)}
        >
          {promptName}
        </button>
      )}
      <SaveStateLine suite={suite} />
      <span className={classes.space} />
      <Tooltip label={t("suites.header.inspector")}>
        <ActionIcon
          aria-label={t("suites.header.inspector")}
          aria-pressed={isInspectorOpen}
          onClick={() => performCommand("suites.inspector")}
        >
          {isInspectorOpen ? (
            <IconLayoutSidebarRightCollapse size={16} stroke={1.6} />
          ) : (
            <IconLayoutSidebarRightExpand size={16} stroke={1.6} />
          )}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t("suites.header.testHint")} (${shortcutText("mod+Enter")})`}>
        <Button
          className={classes.wide ?? ""}
          leftSection={<IconPlayerPlay size={14} />}
          onClick={() => performCommand("suites.test")}
        >
          {t("suites.header.test")}
        </Button>
      </Tooltip>
    </header>
  );
}
