import { CloseButton, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../../ui/format.ts";
import {
  filterTemplates,
  sortTemplates,
  type TemplateSort,
  templateSorts,
  useTemplatesView,
} from "../templates-view-store.ts";
import classes from "./TemplateFilters.module.css";

const languages = ["en", "zh", "other"] as const;
const typingMs = 180;

/** What is looked for, and in which order it lies. */
export function TemplateFilters({ tags }: { tags: { name: string; count: number }[] }) {
  const { t } = useTranslation();
  const { language, tag } = useTemplatesView((state) => state.filter);
  const sort = useTemplatesView((state) => state.sort);
  const clear = { clearButtonProps: { "aria-label": t("templates.list.clearAll") } };
  return (
    <search className={classes.filters}>
      <SearchBox />
      <Select
        {...clear}
        className={classes.field ?? ""}
        aria-label={t("templates.list.languageFilter")}
        placeholder={t("templates.list.anyLanguage")}
        clearable
        value={language}
        data={languages.map((value) => ({ value, label: t(`templates.language.${value}`) }))}
        onChange={(chosen) =>
          filterTemplates({ language: languages.find((value) => value === chosen) ?? null })
        }
      />
      <Select
        {...clear}
        className={classes.field ?? ""}
        aria-label={t("templates.list.tagFilter")}
        placeholder={t("templates.list.anyTag")}
        nothingFoundMessage={t("templates.list.nothingFound")}
        clearable
        searchable
        limit={100}
        value={tag}
        data={tags.map(({ name, count }) => ({ value: name, label: `${name} (${formatNumber(count)})` }))}
        onChange={(chosen) => filterTemplates({ tag: chosen })}
      />
      <Select
        className={classes.field ?? ""}
        aria-label={t("templates.list.sort")}
        allowDeselect={false}
        value={sort}
        data={templateSorts.map((value) => ({ value, label: t(`templates.list.sorting.${value}`) }))}
        onChange={(chosen) => {
          if (chosen !== null) sortTemplates(chosen as TemplateSort);
        }}
      />
    </search>
  );
}

function SearchBox() {
  const { t } = useTranslation();
  const search = useTemplatesView((state) => state.filter.search);
  const [text, setText] = useState(search);
  const apply = useDebouncedCallback((wanted: string) => filterTemplates({ search: wanted }), typingMs);
  // “Show all templates” elsewhere on the page empties the box too.
  useEffect(() => setText(search), [search]);
  const clear = () => {
    apply.cancel();
    setText("");
    filterTemplates({ search: "" });
  };
  return (
    <TextInput
      className={classes.search ?? ""}
      type="search"
      aria-label={t("templates.list.search")}
      placeholder={t("templates.list.search")}
      leftSection={<IconSearch size={14} />}
      rightSection={
        text !== "" && (
          <CloseButton size="xs" aria-label={t("templates.list.clearSearch")} onClick={clear} tabIndex={-1} />
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
