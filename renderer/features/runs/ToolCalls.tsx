import { IconTool } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ToolCall } from "#shared/model/run.ts";
import { prettyJson } from "./reply-of.ts";
import classes from "./ToolCalls.module.css";

/** The tools that the model asked for. Their arguments are the model's own text, which may be no JSON. */
export function ToolCalls({ calls }: { calls: readonly ToolCall[] }) {
  const { t } = useTranslation();
  if (calls.length === 0) return null;
  return (
    <section aria-label={t("runs.toolCalls")}>
      <h3 className={classes.heading}>{t("runs.toolCalls")}</h3>
      {calls.map((call, index) => {
        const pretty = prettyJson(call.arguments);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: ids come from the model and may repeat
          <div key={index} className={classes.call}>
            <div className={classes.name}>
              <IconTool size={14} stroke={1.8} aria-hidden />
              <code>{call.name}</code>
              {pretty === null && call.arguments.trim() !== "" && (
                <span className={classes.note}>{t("runs.toolCallNoJson")}</span>
              )}
            </div>
            <pre>{pretty ?? call.arguments}</pre>
          </div>
        );
      })}
    </section>
  );
}
