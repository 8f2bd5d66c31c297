import { ActionIcon, Button, Loader, SegmentedControl, TextInput, Tooltip } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconLetterCase, IconListSearch, IconSearchOff, IconTextSize, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { textScope } from "#shared/model/text-match.ts";
import { cutText } from "#shared/text/cut-text.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import classes from "./FindPanel.module.css";
import { find } from "./find.ts";
import { MatchRows } from "./MatchRows.tsx";
import { type OpenPrompt, showMatch } from "./show-match.ts";

const typingMs = 200;

/** A text looked for in all prompts at once, with every place where it stands. */
export function FindPanel({ onOpen }: { onOpen: OpenPrompt }) {
  const { t } = useTranslation();
  const { text, groups, progress } = find.useFind();
  const listRef = useRef<HTMLDivElement>(null);
  const isBare = groups.length === 0;
  return (
    <section className={classes.panel} aria-label={t("prompts.find.title")}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t("prompts.find.title")}</h2>
        <Tooltip label={t("prompts.find.close")}>
          <ActionIcon aria-label={t("prompts.find.close")} onClick={find.hide}>
            <IconX size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      <QuestionFields onLeave={() => listRef.current?.focus()} />
      <FoundLine />
      {progress.kind === "failed" ? (
        <ErrorState
          title={t("prompts.find.failed")}
          error={progress.error}
          onRetry={() => void find.search()}
        />
      ) : progress.kind === "idle" ? (
        <EmptyState
          icon={IconListSearch}
          title={t("prompts.find.empty")}
          text={t("prompts.find.emptyText")}
        />
      ) : isBare && progress.kind !== "searching" ? (
        <EmptyState
          icon={IconSearchOff}
          title={t("prompts.find.nothing")}
          text={t("prompts.find.nothingText", { text: cutText(text, 80) })}
          action={<Wider />}
        />
      ) : (
        <MatchRows groups={groups} listRef={listRef} onOpen={(found) => showMatch(found, onOpen)} />
      )}
    </section>
  );
}

function QuestionFields({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation();
  const { text, matchCase, wholeWord, scope, asked } = find.useFind();
  const [typed, setTyped] = useState(text);
  const fieldRef = useRef<HTMLInputElement>(null);
  const apply = useDebouncedCallback((wanted: string) => void find.search({ text: wanted }), typingMs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time the panel is asked for
  useEffect(() => {
    fieldRef.current?.focus();
    fieldRef.current?.select();
  }, [asked]);
  const toggle = (label: string, isOn: boolean, icon: React.ReactNode, turn: () => void) => (
    <Tooltip label={label}>
      <ActionIcon
        size={22}
        variant={isOn ? "light" : "subtle"}
        color={isOn ? "lathe" : "gray"}
        aria-label={label}
        aria-pressed={isOn}
        onClick={turn}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className={classes.fields}>
      <TextInput
        ref={fieldRef}
        type="search"
        aria-label={t("prompts.find.text")}
        placeholder={t("prompts.find.text")}
        value={typed}
        maxLength={1_000}
        rightSectionWidth={56}
        rightSection={
          <div className={classes.toggles}>
            {toggle(t("prompts.find.matchCase"), matchCase, <IconLetterCase size={15} />, () =>
              find.search({ text: typed, matchCase: !matchCase }),
            )}
            {toggle(t("prompts.find.wholeWord"), wholeWord, <IconTextSize size={15} />, () =>
              find.search({ text: typed, wholeWord: !wholeWord }),
            )}
          </div>
        }
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          apply(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Escape") {
            event.preventDefault();
            if (typed === "") find.hide();
            setTyped("");
            apply.cancel();
            void find.search({ text: "" });
          }
          if (event.key === "ArrowDown" || event.key === "Enter") {
            event.preventDefault();
            if (typed !== text) {
              apply.cancel();
              void find.search({ text: typed });
            }
            onLeave();
          }
        }}
      />
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t("prompts.find.scope")}
        value={scope}
        onChange={(chosen) => void find.search({ text: typed, scope: textScope.parse(chosen) })}
        data={textScope.options.map((value) => ({ value, label: t(`prompts.find.in.${value}`) }))}
      />
    </div>
  );
}

/** How much was found so far; a search that takes its time can be stopped here. */
function FoundLine() {
  const { t } = useTranslation();
  const { groups, progress } = find.useFind();
  const prompts = new Set(groups.map(({ promptId }) => promptId)).size;
  const matches = groups.reduce((sum, group) => sum + group.matches.length, 0);
  const isCut = progress.kind === "done" && progress.end.isCut;
  const isShown = progress.kind === "searching" || matches > 0;
  const found =
    matches === 0
      ? t("prompts.find.searching")
      : t("prompts.find.found", {
          matches: t("prompts.find.matches", { count: matches, amount: formatNumber(matches) }),
          prompts: t("prompts.find.prompts", { count: prompts, amount: formatNumber(prompts) }),
        });
  return (
    <div className={classes.line} role="status">
      {isShown && (
        <>
          {progress.kind === "searching" && <Loader size={12} aria-hidden />}
          <span>{found}</span>
          {isCut && <span> · {t("prompts.find.cut")}</span>}
          {progress.kind === "stopped" && <span> · {t("prompts.find.stopped")}</span>}
          {progress.kind === "searching" && (
            <button type="button" className={classes.stop} onClick={find.stop}>
              {t("prompts.find.stop")}
            </button>
          )}
        </>
      )}
    </div>
  );
}

/** Where nothing was found: the same with fewer demands, where there were any. */
function Wider() {
  const { t } = useTranslation();
  const { matchCase, wholeWord, scope } = find.useFind();
  if (matchCase || wholeWord) {
    return (
      <Button variant="default" onClick={() => void find.search({ matchCase: false, wholeWord: false })}>
        {t("prompts.find.looser")}
      </Button>
    );
  }
  if (scope === "all") return null;
  return (
    <Button variant="default" onClick={() => void find.search({ scope: "all" })}>
      {t("prompts.find.inAll")}
    </Button>
  );
}
