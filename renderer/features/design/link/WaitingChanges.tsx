import { Button, SegmentedControl } from "@mantine/core";
import { IconGitMerge } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { isEqual } from "#shared/design/is-equal.ts";
import { type MergeConflict, takeTheirs } from "#shared/design/merge-content.ts";
import type { PromptContent } from "#shared/model/content.ts";
import { DiffEditor } from "../../../ui/monaco/DiffEditor.tsx";
import type { Standing } from "./follow-spec.ts";
import classes from "./link.module.css";

interface Props {
  standing: Exclude<Standing, { kind: "even" }>;
  content: PromptContent;
  /** Nothing of the text ever came from the spec. */
  isFirst: boolean;
  renderDiff: (before: PromptContent, after: PromptContent, label: string) => ReactNode;
  onTakeOver: (merged: PromptContent) => void;
  onKeepMine: () => void;
}

const noConflicts: readonly MergeConflict[] = [];

/** What the spec would bring into the text, to be taken over or left. Nothing happens before somebody says so. */
export function WaitingChanges({ standing, content, isFirst, renderDiff, onTakeOver, onKeepMine }: Props) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(true);
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const conflicts = standing.kind === "waiting" ? standing.merge.conflicts : noConflicts;
  const wanted = conflicts.filter((conflict) => taken.has(keyOf(conflict)));
  const merged =
    standing.kind === "waiting"
      ? takeTheirs(standing.merge.content, wanted)
      : standing.kind === "live"
        ? standing.content
        : { ...standing.theirs, model: content.model, tools: content.tools };
  const words =
    standing.kind === "foreign" ? "foreign" : conflicts.length > 0 ? (isFirst ? "first" : "both") : "more";
  const choose = (conflict: MergeConflict, side: string) =>
    setTaken((now) => {
      const next = new Set(now);
      if (side === "theirs") next.add(keyOf(conflict));
      else next.delete(keyOf(conflict));
      return next;
    });

  return (
    <section className={classes.waiting} aria-label={t("design.link.waiting")}>
      <div className={classes.waitingHead}>
        <IconGitMerge size={16} stroke={1.8} aria-hidden />
        <div className={classes.words} role="status">
          <p className={classes.title}>{t(`design.link.${words}.title`)}</p>
          <p className={classes.text}>{t(`design.link.${words}.text`)}</p>
        </div>
      </div>
      <div className={classes.buttons}>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-expanded={isShown}
          onClick={() => setShown(!isShown)}
        >
          {t(isShown ? "design.link.hide" : "design.link.show")}
        </Button>
        <span className={classes.space} />
        <Button size="compact-sm" variant="default" onClick={onKeepMine}>
          {t("design.link.keepMine")}
        </Button>
        <Button size="compact-sm" onClick={() => onTakeOver(merged)}>
          {t("design.link.takeOver")}
        </Button>
      </div>
      {isShown && (
        <div className={classes.changes}>
          {conflicts.map((conflict) => (
            <Conflict
              key={keyOf(conflict)}
              conflict={conflict}
              content={content}
              side={taken.has(keyOf(conflict)) ? "theirs" : "mine"}
              onChoose={(side) => choose(conflict, side)}
            />
          ))}
          {!isEqual(content, merged) && renderDiff(content, merged, t("design.link.changes"))}
        </div>
      )}
    </section>
  );
}

const keyOf = ({ kind, index, name }: MergeConflict): string => `${kind} ${index} ${name}`;

interface ConflictProps {
  conflict: MergeConflict;
  content: PromptContent;
  side: "mine" | "theirs";
  onChoose: (side: string) => void;
}

/** A place that was written by hand and that the spec now says otherwise. */
function Conflict({ conflict, content, side, onChoose }: ConflictProps) {
  const { t } = useTranslation();
  const { kind, index, name, mine, theirs } = conflict;
  const label =
    kind === "message"
      ? t("editor.messageLabel", {
          number: index + 1,
          role: t(`editor.role.${name}` as "editor.role.system"),
        })
      : t(`design.link.kind.${kind}`, { name });
  return (
    <div className={classes.conflict}>
      <div className={classes.conflictHead}>
        <span className={classes.place}>{label}</span>
        <SegmentedControl
          aria-label={t("design.link.which", { place: label })}
          value={side}
          data={[
            { value: "mine", label: t("design.link.mine") },
            { value: "theirs", label: t("design.link.theirs") },
          ]}
          onChange={onChoose}
        />
      </div>
      {mine === null || theirs === null ? (
        <p className={classes.text}>
          {t(mine === null ? "design.link.removedHere" : "design.link.removedThere")}
        </p>
      ) : (
        <DiffEditor
          original={mine}
          modified={theirs}
          {...(kind === "message"
            ? {
                language: "template" as const,
                formats: { original: content.templateFormat, modified: content.templateFormat },
              }
            : {})}
          sideBySide={false}
          maxLines={14}
          ariaLabel={label}
        />
      )}
    </div>
  );
}
