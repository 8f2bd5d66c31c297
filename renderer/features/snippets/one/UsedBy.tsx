import { Button } from "@mantine/core";
import { IconBlockquote, IconFileText } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { useSnippetMap } from "../map/use-snippet-map.ts";
import { usersOf } from "../map/users-of.ts";
import { showSnippetNamed } from "../snippets-view-store.ts";
import classes from "./UsedBy.module.css";

interface Props {
  name: string;
  onOpenPrompt: (promptId: PromptId) => void;
}

const shownAtFirst = 20;
const arrow = " › ";

/** The prompts and snippets that have the text of a snippet in them, and what it takes in itself. */
export function UsedBy({ name, onOpenPrompt }: Props) {
  const { t } = useTranslation();
  const { map, failure, retry } = useSnippetMap();
  const [isWhole, setWhole] = useState(false);
  const users = useMemo(() => (map === null ? null : usersOf(map, name)), [map, name]);
  if (users === null) {
    return failure === null ? null : (
      <ErrorState title={t("snippets.map.failed")} error={failure} onRetry={retry} />
    );
  }
  const prompts = isWhole ? users.prompts : users.prompts.slice(0, shownAtFirst);
  const isUsed = users.prompts.length + users.snippets.length > 0;
  return (
    <section className={classes.users} aria-label={t("snippets.usedBy.title")}>
      <h3 className={classes.title}>{t("snippets.usedBy.title")}</h3>
      {!isUsed && <p className={classes.none}>{t("snippets.usedBy.nobody")}</p>}
      {isUsed && (
        <ul className={classes.rows}>
          {prompts.map(({ prompt, through }) => (
            <li key={prompt.promptId}>
              <button type="button" className={classes.row} onClick={() => onOpenPrompt(prompt.promptId)}>
                <IconFileText size={14} stroke={1.8} aria-hidden />
                <span className={classes.name}>{prompt.name}</span>
                {through.length > 0 && (
                  <span className={classes.through}>
                    {t("snippets.usedBy.through", { way: through.join(arrow) })}
                  </span>
                )}
              </button>
            </li>
          ))}
          {users.snippets.map(({ name: outer, way }) => (
            <li key={outer}>
              <button type="button" className={classes.row} onClick={() => showSnippetNamed(outer)}>
                <IconBlockquote size={14} stroke={1.8} aria-hidden />
                <code className={classes.name}>{outer}</code>
                {way.length > 2 && (
                  <span className={classes.through}>
                    {t("snippets.usedBy.through", { way: way.slice(1, -1).join(arrow) })}
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
      {prompts.length < users.prompts.length && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setWhole(true)}>
          {t("snippets.usedBy.all", { count: users.prompts.length })}
        </Button>
      )}
      {users.includes.length > 0 && (
        <>
          <h3 className={classes.title}>{t("snippets.usedBy.includes")}</h3>
          <ul className={classes.rows}>
            {users.includes.map((inner) => (
              <li key={inner}>
                <button type="button" className={classes.row} onClick={() => showSnippetNamed(inner)}>
                  <IconBlockquote size={14} stroke={1.8} aria-hidden />
                  <code className={classes.name}>{inner}</code>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
