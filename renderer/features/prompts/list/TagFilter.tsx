import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../../ui/format.ts";
import { filterList, useList } from "./list-store.ts";
import classes from "./TagFilter.module.css";

const shownAtFirst = 4;

/** Chips of the tags in use; one at a time narrows the list. */
export function TagFilter() {
  const { t, i18n } = useTranslation();
  const tags = useList((state) => state.facets?.tags);
  const chosen = useList((state) => state.tag);
  const [showsAll, setShowsAll] = useState(false);
  if (tags === undefined || tags.length === 0) return null;
  const byUse = tags.toSorted((one, other) => other.count - one.count || one.name.localeCompare(other.name));
  const first = byUse.filter(({ name }, index) => showsAll || index < shownAtFirst || name === chosen);
  const hidden = byUse.length - first.length;
  return (
    <fieldset className={classes.tags} aria-label={t("prompts.tagsLabel")}>
      {first.map(({ name, count }) => (
        <button
          key={name}
          type="button"
          className={classes.tag}
          aria-pressed={name === chosen}
          title={t("prompts.tagFilter", { tag: name })}
          onClick={() => filterList({ tag: name === chosen ? null : name })}
        >
          <span className={classes.tagName}>{name}</span>
          <span className={classes.tagCount}>{formatNumber(count, i18n.language)}</span>
        </button>
      ))}
      {(hidden > 0 || (showsAll && byUse.length > shownAtFirst)) && (
        <button type="button" className={classes.tag} onClick={() => setShowsAll(!showsAll)}>
          {showsAll
            ? t("prompts.fewerTags")
            : t("prompts.moreTags", { amount: formatNumber(hidden, i18n.language) })}
        </button>
      )}
    </fieldset>
  );
}
