import { Button, Skeleton } from "@mantine/core";
import { IconBookmark, IconBooks, IconSearchOff } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "#shared/contract/operations.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { noTemplateFilter, useTemplatesView } from "../templates-view-store.ts";
import { sortCards } from "./sort-cards.ts";
import { TemplateCardItem } from "./TemplateCardItem.tsx";
import classes from "./TemplateCards.module.css";
import { TemplateFilters } from "./TemplateFilters.tsx";
import { walkCards } from "./walk-cards.ts";

interface Props {
  reading: { value: Output<"templates.list"> | null; failure: unknown; retry: () => void };
  chosen: string | null;
  onChoose: (key: string, byKeyboard: boolean) => void;
}

/** The templates that fit, as cards. */
export function TemplateCards({ reading, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const { value, failure, retry } = reading;
  const sort = useTemplatesView((state) => state.sort);
  const shelf = useTemplatesView((state) => state.filter.shelf);
  const cards = value?.templates;
  const groups = useMemo(() => sortCards(cards ?? [], sort, i18n.language), [cards, sort, i18n.language]);
  return (
    <section className={classes.cards} aria-label={t("templates.list.label")}>
      <TemplateFilters tags={value?.tags ?? []} />
      <div className={classes.scroll}>
        {failure !== null ? (
          <ErrorState title={t("templates.list.failed")} error={failure} onRetry={retry} />
        ) : cards === undefined ? (
          <Loading />
        ) : cards.length === 0 ? (
          <Nothing isWholeEmpty={value?.categories.length === 0} />
        ) : (
          <>
            <p className={classes.found} role="status">
              {t("templates.list.found", { count: cards.length, amount: formatNumber(cards.length) })}
            </p>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows walk the buttons that are in it */}
            <div onKeyDown={walkCards}>
              {groups.map(({ category, cards: those }) => (
                <section key={category ?? ""} className={classes.group}>
                  {category !== null && shelf !== category && (
                    <h2 className={classes.heading}>{t(`templates.category.${category}`)}</h2>
                  )}
                  <ul className={classes.grid}>
                    {those.map((card) => (
                      <TemplateCardItem
                        key={card.key}
                        card={card}
                        isChosen={card.key === chosen}
                        onChoose={onChoose}
                      />
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          </>
        )}
      </div>
    </section>
  );
}

function Nothing({ isWholeEmpty }: { isWholeEmpty: boolean }) {
  const { t } = useTranslation();
  const filter = useTemplatesView((state) => state.filter);
  const showAll = (
    <Button variant="default" onClick={() => useTemplatesView.setState({ filter: noTemplateFilter })}>
      {t("templates.list.clearAll")}
    </Button>
  );
  if (isWholeEmpty)
    return (
      <EmptyState
        icon={IconBooks}
        title={t("templates.list.empty.none")}
        text={t("templates.list.empty.noneText")}
      />
    );
  const isOwn =
    filter.shelf === "own" && filter.search.trim() === "" && filter.language === null && filter.tag === null;
  return (
    <EmptyState
      icon={isOwn ? IconBookmark : IconSearchOff}
      title={t(isOwn ? "templates.list.empty.own" : "templates.list.empty.noMatch")}
      text={t(isOwn ? "templates.list.empty.ownText" : "templates.list.empty.noMatchText")}
      action={showAll}
    />
  );
}

const skeletons = ["a", "b", "c", "d", "e", "f"];

function Loading() {
  const { t } = useTranslation();
  return (
    <div className={classes.grid} role="status" aria-label={t("templates.list.loading")}>
      {skeletons.map((name) => (
        <Skeleton key={name} height={148} radius="lg" />
      ))}
    </div>
  );
}
