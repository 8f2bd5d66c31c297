import { Button, Loader } from "@mantine/core";
import { IconBlockquote, IconFileText, IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import type { SnippetMap as WhoUsesWhom } from "#shared/model/snippet.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { askAboutSnippet, showSnippetNamed } from "../snippets-view-store.ts";
import classes from "./SnippetMap.module.css";
import { useSnippetMap } from "./use-snippet-map.ts";
import { usersOf } from "./users-of.ts";

interface Props {
  onOpenPrompt: (promptId: PromptId) => void;
}

/** A long list is cut: the snippet itself names them all. */
const mostNamed = 12;

/** Who uses whom: each snippet with what it includes and with those that include it. */
export function SnippetMap({ onOpenPrompt }: Props) {
  const { t } = useTranslation();
  const { map, failure, retry } = useSnippetMap();
  if (map === null) {
    return failure === null ? (
      <Loader size="sm" className={classes.loading} />
    ) : (
      <ErrorState title={t("snippets.map.failed")} error={failure} onRetry={retry} />
    );
  }
  return (
    <div className={classes.map}>
      <h2 className={classes.title}>{t("snippets.map.title")}</h2>
      <p className={classes.lead}>{t("snippets.map.lead")}</p>
      <ul className={classes.snippets} aria-label={t("snippets.map.title")}>
        {map.snippets.map(({ name }) => (
          <Row key={name} map={map} name={name} onOpenPrompt={onOpenPrompt} />
        ))}
      </ul>
      <Missing map={map} onOpenPrompt={onOpenPrompt} />
    </div>
  );
}

function Row({ map, name, onOpenPrompt }: Props & { map: WhoUsesWhom; name: string }) {
  const { t } = useTranslation();
  const users = useMemo(() => usersOf(map, name), [map, name]);
  const direct = users.snippets.filter(({ way }) => way.length === 2);
  const prompts = users.prompts.filter(({ through }) => through.length === 0);
  return (
    <li className={classes.snippet}>
      <button type="button" className={classes.name} onClick={() => showSnippetNamed(name)}>
        <IconBlockquote size={14} stroke={1.8} aria-hidden />
        {name}
      </button>
      <div>
        <dl className={classes.relations}>
          {users.includes.length > 0 && (
            <Relation label={t("snippets.map.includes")}>
              {users.includes.map((inner) => (
                <SnippetLink
                  key={inner}
                  name={inner}
                  isThere={map.snippets.some((one) => one.name === inner)}
                />
              ))}
            </Relation>
          )}
          {direct.length > 0 && (
            <Relation label={t("snippets.map.inSnippets")}>
              {direct.map((outer) => (
                <SnippetLink key={outer.name} name={outer.name} isThere />
              ))}
            </Relation>
          )}
          {prompts.length > 0 && (
            <Relation label={t("snippets.map.inPrompts")}>
              {prompts.slice(0, mostNamed).map(({ prompt }) => (
                <PromptLink key={prompt.promptId} {...prompt} onOpenPrompt={onOpenPrompt} />
              ))}
              {prompts.length > mostNamed && (
                <li className={classes.more}>
                  {t("snippets.morePrompts", { count: prompts.length - mostNamed })}
                </li>
              )}
            </Relation>
          )}
        </dl>
        {users.snippets.length === 0 && users.prompts.length === 0 && (
          <p className={classes.unused}>{t("snippets.map.unused")}</p>
        )}
      </div>
    </li>
  );
}

function Relation({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={classes.relation}>
      <dt>{label}</dt>
      <dd>
        <ul className={classes.links}>{children}</ul>
      </dd>
    </div>
  );
}

function SnippetLink({ name, isThere }: { name: string; isThere: boolean }) {
  const { t } = useTranslation();
  return (
    <li>
      {isThere ? (
        <button type="button" className={classes.link} onClick={() => showSnippetNamed(name)}>
          <code>{name}</code>
        </button>
      ) : (
        <span className={classes.missing}>
          <code>{name}</code> {t("snippets.map.isMissing")}
        </span>
      )}
    </li>
  );
}

function PromptLink({ promptId, name, onOpenPrompt }: Props & { promptId: PromptId; name: string }) {
  return (
    <li>
      <button type="button" className={classes.link} onClick={() => onOpenPrompt(promptId)}>
        <IconFileText size={12} stroke={1.8} aria-hidden />
        {name}
      </button>
    </li>
  );
}

/** Names that prompts refer to and that the library does not have. */
function Missing({ map, onOpenPrompt }: Props & { map: WhoUsesWhom }) {
  const { t } = useTranslation();
  const names = [...new Set(map.prompts.flatMap(({ missing }) => missing))].sort();
  if (names.length === 0) return null;
  return (
    <section className={classes.absent} aria-label={t("snippets.map.missingTitle")}>
      <h3 className={classes.subtitle}>{t("snippets.map.missingTitle")}</h3>
      <p className={classes.lead}>{t("snippets.map.missingText")}</p>
      <ul className={classes.snippets}>
        {names.map((name) => (
          <li key={name} className={classes.snippet}>
            <span className={classes.missing}>
              <code>{name}</code>
              <Button
                size="compact-xs"
                variant="default"
                leftSection={<IconPlus size={12} />}
                onClick={() => askAboutSnippet({ kind: "create", name })}
              >
                {t("snippets.map.make")}
              </Button>
            </span>
            <ul className={classes.links}>
              {map.prompts
                .filter(({ missing }) => missing.includes(name))
                .slice(0, mostNamed)
                .map((prompt) => (
                  <PromptLink key={prompt.promptId} {...prompt} onOpenPrompt={onOpenPrompt} />
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
