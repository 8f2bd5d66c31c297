import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./ModelList.module.css";
import { UseAsDefault } from "./UseAsDefault.tsx";

const rowHeight = 28;
const searchFrom = 8;

/** The models of one endpoint: some services list hundreds, so only the rows in view exist. */
export function ModelList({ models }: { models: string[] }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = search.trim().toLowerCase();
  const found = models.filter((model) => model.toLowerCase().includes(wanted));
  const rows = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  return (
    <div className={classes.models}>
      {models.length >= searchFrom && (
        <TextInput
          size="xs"
          className={classes.search}
          leftSection={<IconSearch size={14} />}
          placeholder={t("settings.providers.modelsSearch")}
          aria-label={t("settings.providers.modelsSearch")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {found.length === 0 ? (
        <p className={classes.none}>{t("settings.providers.modelsNone", { search: search.trim() })}</p>
      ) : (
        <section
          ref={scroller}
          className={classes.scroller}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={t("settings.providers.modelsTitle")}
        >
          <ul className={classes.list} style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, start }) => {
              const model = found[index] ?? "";
              return (
                <li
                  key={model}
                  className={classes.row}
                  style={{ transform: `translateY(${start}px)` }}
                  aria-setsize={found.length}
                  aria-posinset={index + 1}
                >
                  <code>{model}</code>
                  <UseAsDefault model={model} />
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </div>
  );
}
