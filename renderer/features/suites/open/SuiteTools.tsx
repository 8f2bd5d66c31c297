import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDownload,
  IconSparkles,
  IconUpload,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { dataFormat, type Suite } from "#shared/model/suite.ts";
import { shortcutText } from "../../../ui/shortcut-keys.ts";
import { exportSuite } from "../import/export-suite.ts";
import { beginTask } from "../suites-view-store.ts";
import type { OpenSuite } from "./open-suite.ts";

/** Steps back and forth, and the ways cases come in and go out. */
export function SuiteTools({ suite, facts }: { suite: OpenSuite; facts: Suite }) {
  const { t } = useTranslation();
  const undoable = suite.useSuite((state) => state.undoable);
  const redoable = suite.useSuite((state) => state.redoable);
  const tools = [
    {
      words: t("suites.header.undo"),
      keys: "mod+Z",
      Icon: IconArrowBackUp,
      isOff: undoable === 0,
      act: suite.undo,
    },
    {
      words: t("suites.header.redo"),
      keys: "mod+shift+Z",
      Icon: IconArrowForwardUp,
      isOff: redoable === 0,
      act: suite.redo,
    },
    {
      words: t("suites.header.generate"),
      keys: "mod+alt+G",
      Icon: IconSparkles,
      isOff: false,
      act: () => beginTask("generate"),
    },
    {
      words: t("suites.header.import"),
      keys: "mod+alt+O",
      Icon: IconUpload,
      isOff: false,
      act: () => beginTask("import"),
    },
  ];
  return (
    <>
      {tools.map(({ words, keys, Icon, isOff, act }) => (
        <Tooltip key={words} label={`${words} (${shortcutText(keys)})`}>
          <ActionIcon aria-label={words} disabled={isOff} onClick={act}>
            <Icon size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      ))}
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <Tooltip label={t("suites.header.export")}>
            <ActionIcon aria-label={t("suites.header.export")}>
              <IconDownload size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {dataFormat.options.map((format) => (
            <Menu.Item key={format} onClick={() => void exportSuite(facts, format)}>
              {t(`suites.format.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
