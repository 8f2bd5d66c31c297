import {
  ActionIcon,
  Button,
  Checkbox,
  CloseButton,
  Popover,
  Select,
  TextInput,
  Tooltip,
} from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconColumnInsertRight, IconColumns, IconFilter, IconSearch } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isVariableName } from "#shared/model/content.ts";
import { type Split, type Suite, split } from "#shared/model/suite.ts";
import { formatNumber } from "../../../ui/format.ts";
import type { CaseColumn } from "../table/case-columns.ts";
import type { OpenSuite } from "./open-suite.ts";
import { SuiteTools } from "./SuiteTools.tsx";
import classes from "./SuiteWork.module.css";
import { isFiltered } from "./suite-state.ts";

const typingMs = 200;

interface Props {
  suite: OpenSuite;
  facts: Suite;
  total: number | null;
  /** Also those that are hidden. */
  columns: readonly CaseColumn[];
  isHidden: (key: string) => boolean;
  onHide: (key: string, isHidden: boolean) => void;
  onAddColumn: (name: string) => void;
}

/** Which cases and which columns the table shows. */
export function CaseToolbar({ suite, facts, total, columns, isHidden, onHide, onAddColumn }: Props) {
  const { t, i18n } = useTranslation();
  const filter = suite.useSuite((state) => state.filter);
  const isNarrow = isFiltered(filter);
  const hasFilter = facts.tags.length > 0 || facts.splits.none < facts.cases || isNarrow;
  const amount = (count: number) => formatNumber(count, i18n.language);
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t("suites.toolbar.label")}>
      <SearchBox suite={suite} search={filter.search} />
      {hasFilter && <FilterButton suite={suite} facts={facts} />}
      <span className={classes.total} role="status">
        {total !== null &&
          (isNarrow
            ? t("suites.toolbar.some", { shown: amount(total), all: amount(facts.cases) })
            : t("suites.cases", { count: total, amount: amount(total) }))}
      </span>
      <span className={classes.space} />
      <SuiteTools suite={suite} facts={facts} />
      <span className={classes.rule} aria-hidden />
      <AddColumn
        columns={columns}
        isHidden={isHidden}
        onShow={(key) => onHide(key, false)}
        onAdd={onAddColumn}
      />
      <Popover position="bottom-end" width={240} trapFocus returnFocus>
        <Popover.Target>
          <Tooltip label={t("suites.toolbar.columns")}>
            <ActionIcon aria-label={t("suites.toolbar.columns")}>
              <IconColumns size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("suites.toolbar.columns")}>
          <div className={classes.columnList}>
            {columns.map(({ key, title }) => (
              <Checkbox
                key={key}
                label={title}
                checked={!isHidden(key)}
                onChange={(event) => onHide(key, !event.currentTarget.checked)}
              />
            ))}
          </div>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

/** Narrows the table to a tag or a split. */
function FilterButton({ suite, facts }: { suite: OpenSuite; facts: Suite }) {
  const { t, i18n } = useTranslation();
  const { tag, split: chosenSplit } = suite.useSuite((state) => state.filter);
  const isSet = tag !== null || chosenSplit !== null;
  const withCount = (name: string, count: number) => `${name} (${formatNumber(count, i18n.language)})`;
  return (
    <Popover position="bottom-start" width={248} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t("suites.toolbar.filter")}>
          <ActionIcon
            aria-label={t("suites.toolbar.filter")}
            aria-pressed={isSet}
            variant={isSet ? "light" : "subtle"}
            color={isSet ? "lathe" : "gray"}
          >
            <IconFilter size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("suites.toolbar.filter")}>
        <div className={classes.addColumn}>
          <Select
            label={t("suites.toolbar.tag")}
            placeholder={t("suites.toolbar.anyTag")}
            comboboxProps={{ withinPortal: false }}
            data={facts.tags.map(({ name, count }) => ({ value: name, label: withCount(name, count) }))}
            value={tag}
            onChange={(chosen) => suite.filter({ tag: chosen })}
            clearable
            searchable
          />
          <Select
            label={t("suites.toolbar.split")}
            placeholder={t("suites.toolbar.anySplit")}
            comboboxProps={{ withinPortal: false }}
            data={split.options.map((each) => ({
              value: each,
              label: withCount(t(`suites.split.${each}`), facts.splits[each]),
            }))}
            value={chosenSplit}
            onChange={(chosen) => suite.filter({ split: chosen as Split | null })}
            clearable
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function SearchBox({ suite, search }: { suite: OpenSuite; search: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState(search);
  const apply = useDebouncedCallback((typed: string) => suite.filter({ search: typed }), typingMs);
  const clear = () => {
    apply.cancel();
    setText("");
    suite.filter({ search: "" });
  };
  return (
    <TextInput
      className={classes.search ?? ""}
      type="search"
      aria-label={t("suites.toolbar.search")}
      placeholder={t("suites.toolbar.search")}
      leftSection={<IconSearch size={14} />}
      rightSection={
        text !== "" && (
          <CloseButton size="xs" aria-label={t("suites.clearSearch")} onClick={clear} tabIndex={-1} />
        )
      }
      value={text}
      maxLength={200}
      onChange={(event) => {
        setText(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || text === "" || event.nativeEvent.isComposing) return;
        event.preventDefault();
        clear();
      }}
    />
  );
}

interface AddColumnProps {
  columns: readonly CaseColumn[];
  isHidden: (key: string) => boolean;
  onShow: (key: string) => void;
  onAdd: (name: string) => void;
}

/** A column is a variable: a new name, or one that is hidden. */
function AddColumn({ columns, isHidden, onShow, onAdd }: AddColumnProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [isTried, setTried] = useState(false);
  const wanted = name.trim();
  const known = columns.find(({ kind, title }) => kind === "input" && title === wanted);
  const problem =
    wanted === "" || !isVariableName(wanted)
      ? t("suites.toolbar.badName")
      : known !== undefined && !isHidden(known.key)
        ? t("suites.toolbar.nameTaken")
        : null;
  const hidden = columns.filter(({ kind, key }) => kind === "input" && isHidden(key));
  const done = () => {
    setOpen(false);
    setName("");
    setTried(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem !== null) return;
    if (known === undefined) onAdd(wanted);
    else onShow(known.key);
    done();
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t("suites.toolbar.addColumn")}>
          <ActionIcon aria-label={t("suites.toolbar.addColumn")} onClick={() => setOpen(!isOpen)}>
            <IconColumnInsertRight size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("suites.toolbar.addColumn")}>
        <form className={classes.addColumn} onSubmit={submit} noValidate>
          <TextInput
            data-autofocus
            label={t("suites.toolbar.columnName")}
            description={t("suites.toolbar.columnHelp")}
            value={name}
            error={isTried ? problem : null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit">{t("suites.toolbar.addColumn")}</Button>
        </form>
        {hidden.length > 0 && (
          <div className={classes.hiddenColumns}>
            <p>{t("suites.toolbar.hidden")}</p>
            {hidden.map(({ key, title }) => (
              <Button
                key={key}
                size="compact-sm"
                variant="default"
                onClick={() => {
                  onShow(key);
                  done();
                }}
              >
                {title}
              </Button>
            ))}
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
