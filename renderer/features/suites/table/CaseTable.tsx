import { Button, Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconCopyPlus,
  IconPlus,
  IconRowInsertBottom,
  IconRowInsertTop,
  IconTrash,
} from "@tabler/icons-react";
import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Shortcut } from "../../../ui/Kbd.tsx";
import { Sheet, type SheetHandle } from "../../../ui/sheet/Sheet.tsx";
import { type Range, rangeOf, rowsIn, type Selection } from "../../../ui/sheet/sheet-selection.ts";
import type { OpenSuite } from "../open/open-suite.ts";
import { isFiltered } from "../open/suite-state.ts";
import classes from "./CaseTable.module.css";
import type { CaseColumn } from "./case-columns.ts";
import type { TableActions } from "./use-table-actions.ts";

interface Props {
  suite: OpenSuite;
  name: string;
  total: number;
  columns: readonly CaseColumn[];
  actions: TableActions;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onResize: (key: string, width: number, isDone: boolean) => void;
  handle: RefObject<SheetHandle | null>;
}

interface MenuPlace {
  x: number;
  y: number;
}

/** The cases of a suite as a spreadsheet. */
export function CaseTable(props: Props) {
  const { suite, name, total, columns, actions, selection, onSelect, onResize, handle } = props;
  const { t } = useTranslation();
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  // What is typed elsewhere and what arrives changes the rows.
  suite.useSuite((state) => state.pages);
  suite.useSuite((state) => state.unsaved);
  const isNarrow = suite.useSuite(({ filter }) => isFiltered(filter));
  return (
    <>
      <Sheet
        label={t("suites.table.label", { name })}
        help={t("suites.table.help")}
        fieldLabel={(column, row) => t("suites.table.cell", { column, row })}
        resizeLabel={(column) => t("suites.table.resize", { column })}
        rowCount={total}
        rowAt={suite.caseAt}
        columns={columns}
        selection={selection}
        onSelect={onSelect}
        onSight={suite.look}
        onCommit={actions.commit}
        onClear={(range) => void actions.clear(range)}
        onCopy={actions.copy}
        onPaste={(range, text) => void actions.paste(range, text)}
        onFill={(range, rows) => void actions.fill(range, rows)}
        onMove={(range, by) => void (isNarrow ? undefined : actions.move(range, by))}
        onUndo={suite.undo}
        onRedo={suite.redo}
        onMenu={(_place, x, y) => setMenu({ x, y })}
        onResize={onResize}
        handle={handle}
        footer={
          !isNarrow && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              className={classes.add ?? ""}
              leftSection={<IconPlus size={14} />}
              onClick={() => void actions.addLast()}
            >
              {t("suites.table.add")}
            </Button>
          )
        }
      />
      {menu !== null && (
        <RowMenu
          place={menu}
          range={rangeOf(selection)}
          actions={actions}
          canMove={!isNarrow}
          onClose={() => {
            setMenu(null);
            handle.current?.focus();
          }}
        />
      )}
    </>
  );
}

interface RowMenuProps {
  place: MenuPlace;
  range: Range;
  actions: TableActions;
  /** What is filtered has its neighbours hidden. */
  canMove: boolean;
  onClose: () => void;
}

function RowMenu({ place, range, actions, canMove, onClose }: RowMenuProps) {
  const { t } = useTranslation();
  const count = rowsIn(range);
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={240} returnFocus={false}>
      <Menu.Target>
        <span className={classes.menuAnchor} style={{ left: place.x, top: place.y }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t("suites.table.menu")}>
        {canMove && (
          <>
            <Menu.Item
              leftSection={<IconRowInsertTop size={14} />}
              onClick={() => void actions.add(range.top)}
            >
              {t("suites.table.addAbove")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconRowInsertBottom size={14} />}
              onClick={() => void actions.add(range.bottom + 1)}
            >
              {t("suites.table.addBelow")}
            </Menu.Item>
          </>
        )}
        <Menu.Item leftSection={<IconCopyPlus size={14} />} onClick={() => void actions.duplicate(range)}>
          {t("suites.table.duplicate", { count })}
        </Menu.Item>
        {canMove && (
          <>
            <Menu.Item
              leftSection={<IconArrowUp size={14} />}
              rightSection={<Shortcut keys="alt+ArrowUp" />}
              onClick={() => void actions.move(range, -1)}
            >
              {t("suites.table.moveUp")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowDown size={14} />}
              rightSection={<Shortcut keys="alt+ArrowDown" />}
              onClick={() => void actions.move(range, 1)}
            >
              {t("suites.table.moveDown")}
            </Menu.Item>
          </>
        )}
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={14} />}
          onClick={() => void actions.remove(range)}
        >
          {t("suites.table.remove", { count })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
