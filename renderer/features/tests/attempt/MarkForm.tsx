import { ActionIcon, Button, Rating, Select, TextInput, Tooltip } from "@mantine/core";
import { IconThumbDown, IconThumbUp, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isJudge } from "#shared/checks/definitions.ts";
import { checkName } from "#shared/checks/score-case.ts";
import type { Mark, MarkKind, TestAttempt } from "#shared/model/test-run.ts";
import parts from "../../../ui/attempt/parts.module.css";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import classes from "./MarkForm.module.css";
import { MarkWords } from "./MarkWords.tsx";
import { saveMark, standingMarks } from "./marks.ts";

/** What a person says of the reply: a thumb, 1 to 5, or a word; of the whole, or of what one judge judged. */
export function MarkForm({ attempt }: { attempt: TestAttempt }) {
  const { t } = useTranslation();
  const [metric, setMetric] = useState<string | null>(null);
  const [label, setLabel] = useState("");
  const [note, setNote] = useState("");
  const judged = [
    ...new Set(attempt.scores.filter(({ check }) => isJudge(check)).map(({ check }) => checkName(check))),
  ];
  const standing = standingMarks(attempt.marks);
  const markOf = (kind: MarkKind): string =>
    standing.find((mark) => mark.kind === kind && mark.metric === metric)?.value ?? "";

  const mark = async (kind: MarkKind, value: string): Promise<void> => {
    const saved = await saveMark({ attempt: attempt.attempt, kind, value, metric, note });
    if (saved === null) return;
    setNote("");
    if (kind === "label") setLabel("");
  };
  const thumb = (value: "up" | "down") => mark("thumb", markOf("thumb") === value ? "" : value);

  return (
    <section className={parts.part} aria-label={t("tests.attempt.marks.title")}>
      <h4 className={parts.heading}>{t("tests.attempt.marks.title")}</h4>
      <div className={classes.row}>
        <Thumb value="up" isOn={markOf("thumb") === "up"} onPress={() => void thumb("up")} />
        <Thumb value="down" isOn={markOf("thumb") === "down"} onPress={() => void thumb("down")} />
        <Rating
          aria-label={t("tests.attempt.marks.starsLabel")}
          getSymbolLabel={(count) => t("tests.attempt.marks.stars", { count })}
          size="sm"
          color="var(--lathe-warning)"
          value={Number(markOf("stars"))}
          onChange={(stars) => void mark("stars", Number(markOf("stars")) === stars ? "" : String(stars))}
        />
        {judged.length > 0 && (
          <Select
            className={classes.metric ?? ""}
            aria-label={t("tests.attempt.marks.metric")}
            value={metric ?? ""}
            allowDeselect={false}
            data={[
              { value: "", label: t("tests.attempt.marks.wholeReply") },
              ...judged.map((name) => ({ value: name, label: name })),
            ]}
            onChange={(chosen) => setMetric(chosen === "" ? null : chosen)}
          />
        )}
      </div>
      <form
        className={classes.row}
        onSubmit={(event) => {
          event.preventDefault();
          if (label.trim() !== "") void mark("label", label.trim());
          else if (note.trim() !== "" && markOf("thumb") !== "") void mark("thumb", markOf("thumb"));
        }}
      >
        <TextInput
          className={classes.label ?? ""}
          aria-label={t("tests.attempt.marks.label")}
          placeholder={t("tests.attempt.marks.labelPlaceholder")}
          maxLength={100}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <TextInput
          className={classes.note ?? ""}
          aria-label={t("tests.attempt.marks.note")}
          placeholder={t("tests.attempt.marks.notePlaceholder")}
          maxLength={2_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          disabled={label.trim() === "" && (note.trim() === "" || markOf("thumb") === "")}
        >
          {t("tests.attempt.marks.save")}
        </Button>
      </form>
      {standing.length > 0 && (
        <ul className={classes.marks} aria-label={t("tests.attempt.marks.earlier")}>
          {standing.map((each) => (
            <MarkLine
              key={each.markId}
              mark={each}
              onTakeBack={() =>
                void saveMark({
                  attempt: attempt.attempt,
                  kind: each.kind,
                  value: "",
                  metric: each.metric,
                  rater: each.rater,
                })
              }
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface ThumbProps {
  value: "up" | "down";
  isOn: boolean;
  onPress: () => void;
}

function Thumb({ value, isOn, onPress }: ThumbProps) {
  const { t } = useTranslation();
  const Icon = value === "up" ? IconThumbUp : IconThumbDown;
  return (
    <Button
      variant={isOn ? "light" : "default"}
      color={isOn ? (value === "up" ? "green" : "red") : undefined}
      aria-pressed={isOn}
      leftSection={<Icon size={14} stroke={1.8} />}
      onClick={onPress}
    >
      {t(`tests.attempt.marks.${value}`)}
    </Button>
  );
}

function MarkLine({ mark, onTakeBack }: { mark: Mark; onTakeBack: () => void }) {
  const { t } = useTranslation();
  return (
    <li>
      <MarkWords value={mark.value} />
      {mark.metric !== null && <span className={classes.muted}>{mark.metric}</span>}
      {mark.note !== "" && <span className={classes.noteText}>{mark.note}</span>}
      <span className={classes.muted}>
        {mark.rater !== "" && `${mark.rater} · `}
        <RelativeTime at={mark.at} />
      </span>
      <Tooltip label={t("tests.attempt.marks.takeBack")}>
        <ActionIcon size={20} aria-label={t("tests.attempt.marks.takeBack")} onClick={onTakeBack}>
          <IconX size={12} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
