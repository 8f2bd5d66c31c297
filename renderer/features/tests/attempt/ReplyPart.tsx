import { ActionIcon, SegmentedControl, Tooltip } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { VariableValue } from "#shared/model/content.ts";
import type { TestAttempt } from "#shared/model/test-run.ts";
import { LongText } from "../../../ui/attempt/LongText.tsx";
import classes from "../../../ui/attempt/parts.module.css";
import { readJson } from "../../../ui/attempt/read-json.ts";
import { JsonTree } from "../../../ui/JsonTree.tsx";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import { ReplyDiff } from "./ReplyDiff.tsx";

type Look = "diff" | "text" | "tree" | "raw";

/** The answer beside what was expected; as text, as JSON, or with their differences marked. */
export function ReplyPart({ attempt }: { attempt: TestAttempt }) {
  const { t } = useTranslation();
  const { text, partial, content, toolCalls } = attempt;
  const json = useMemo(() => readJson(text), [text]);
  const expected = useMemo(() => expectedText(content.expected), [content.expected]);
  const canDiff = expected !== null && text !== "" && !partial;
  const [chosen, setLook] = useState<Look | null>(null);
  const look: Look = chosen ?? (canDiff ? "diff" : json !== undefined ? "tree" : "text");
  const looks: { value: Look; label: string; disabled: boolean }[] = [
    { value: "diff", label: t("tests.attempt.look.diff"), disabled: !canDiff },
    { value: "text", label: t("tests.attempt.look.text"), disabled: false },
    { value: "tree", label: t("tests.attempt.look.tree"), disabled: json === undefined },
    { value: "raw", label: t("tests.attempt.look.raw"), disabled: false },
  ];
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => notifyDone(t("tests.attempt.copied")),
      (error) => notifyError(error),
    );
  return (
    <section className={classes.part}>
      <h4 className={classes.heading}>
        {t("tests.attempt.reply")}
        <span className={classes.space} />
        {text !== "" && (
          <>
            <SegmentedControl<Look>
              aria-label={t("tests.attempt.look.label")}
              value={look}
              onChange={setLook}
              data={looks.filter(({ disabled }) => !disabled)}
            />
            <Tooltip label={t("tests.attempt.copy")}>
              <ActionIcon aria-label={t("tests.attempt.copy")} onClick={() => void copy()}>
                <IconCopy size={16} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
      </h4>
      {partial && <p className={classes.warning}>{t("tests.attempt.replyPartial")}</p>}
      {text === "" ? (
        <p className={classes.note}>{t("tests.attempt.noReply")}</p>
      ) : look === "diff" && expected !== null ? (
        <ReplyDiff expected={expected} reply={jsonText(json) ?? text} />
      ) : look === "tree" && json !== undefined ? (
        <div className={classes.text} data-look="json" data-reply>
          <JsonTree value={json} />
        </div>
      ) : (
        <LongText text={text} look={look} />
      )}
      {expected !== null && look !== "diff" && (
        <>
          <h4 className={classes.heading}>{t("tests.attempt.expected")}</h4>
          <LongText text={expected} look={look === "raw" ? "raw" : "text"} />
        </>
      )}
      {toolCalls.length > 0 && (
        <>
          <h4 className={classes.heading}>{t("tests.attempt.toolCalls")}</h4>
          {toolCalls.map((call, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: ids come from the model and may repeat
            <pre key={index} className={classes.text} data-look="raw">
              {call.name} {jsonText(readJson(call.arguments)) ?? call.arguments}
            </pre>
          ))}
        </>
      )}
    </section>
  );
}

/** The expected answer as it is compared: JSON is set out as the reply is. */
function expectedText(expected: VariableValue): string | null {
  if (expected === null || expected === "") return null;
  if (typeof expected !== "string") return JSON.stringify(expected, null, 2);
  return jsonText(readJson(expected)) ?? expected;
}

const jsonText = (json: unknown): string | null =>
  json === undefined ? null : JSON.stringify(json, null, 2);
