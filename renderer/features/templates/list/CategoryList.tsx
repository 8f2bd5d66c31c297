import { IconBookmark, IconLayoutGrid } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "#shared/contract/operations.ts";
import { formatNumber } from "../../../ui/format.ts";
import { walkList } from "../../../ui/walk-list.ts";
import { filterTemplates, type TemplateFilter, useTemplatesView } from "../templates-view-store.ts";
import classes from "./CategoryList.module.css";

/** The shelves of the library, with how much is on each. */
export function CategoryList({ facts }: { facts: Output<"templates.list"> | null }) {
  const { t } = useTranslation();
  const categories = facts?.categories ?? [];
  // What could not be read is not nothing.
  const total = facts && categories.reduce((sum, { count }) => sum + count, 0);
  return (
    <nav className={classes.list} aria-label={t("templates.list.categories")}>
      <ul className={classes.shelves} onKeyDown={walkList}>
        <Shelf shelf="all" count={total} icon={<IconLayoutGrid size={14} stroke={1.7} aria-hidden />}>
          {t("templates.list.all")}
        </Shelf>
        <Shelf shelf="own" count={null} icon={<IconBookmark size={14} stroke={1.7} aria-hidden />}>
          {t("templates.list.own")}
        </Shelf>
        <li className={classes.line} aria-hidden />
        {categories.map(({ category, count }) => (
          <Shelf key={category} shelf={category} count={count}>
            {t(`templates.category.${category}`)}
          </Shelf>
        ))}
      </ul>
    </nav>
  );
}

interface ShelfProps {
  shelf: TemplateFilter["shelf"];
  /** null: not counted. */
  count: number | null;
  icon?: ReactNode;
  children: string;
}

function Shelf({ shelf, count, icon, children }: ShelfProps) {
  const isShown = useTemplatesView((state) => state.filter.shelf === shelf);
  return (
    <li>
      <button
        type="button"
        className={classes.shelf}
        aria-current={isShown || undefined}
        onClick={() => filterTemplates({ shelf })}
      >
        {icon}
        <span className={classes.name}>{children}</span>
        {count !== null && <span className={classes.count}>{formatNumber(count)}</span>}
      </button>
    </li>
  );
}
