import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent, Variable } from "#shared/model/content.ts";
import { valueText } from "#shared/suites/excerpts.ts";
import { parseTemplate } from "#shared/text/template.ts";
import { formatNumber } from "../../../ui/format.ts";
import classes from "./TemplateText.module.css";

/** What a template says, as text only: its messages, its variables and how it is sent. */
export function TemplateText({ content }: { content: PromptContent }) {
  const { t } = useTranslation();
  const { messages, variables, templateFormat, outputSchema } = content;
  return (
    <div className={classes.parts}>
      {messages.map((message, index) => {
        const role = t(`editor.role.${message.role}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a message has no identity but its place
          <section key={index} className={classes.message} aria-label={role}>
            <h3>{role}</h3>
            {message.role === "history" ? (
              <p className={classes.muted}>{t("templates.detail.history", { variable: message.variable })}</p>
            ) : message.template === "" ? (
              <p className={classes.muted}>{t("templates.detail.emptyMessage")}</p>
            ) : (
              <pre>
                <Marked text={message.template} format={templateFormat} />
              </pre>
            )}
          </section>
        );
      })}
      {variables.length > 0 && <Variables variables={variables} />}
      <Settings content={content} />
      {outputSchema !== null && (
        <section className={classes.part}>
          <h3>{t("templates.detail.schema")}</h3>
          <pre className={classes.code}>{JSON.stringify(outputSchema, null, 2)}</pre>
        </section>
      )}
    </div>
  );
}

/** The text with its variables standing out. */
function Marked({ text, format }: { text: string; format: PromptContent["templateFormat"] }) {
  const pieces = useMemo(() => {
    const found: ReactNode[] = [];
    let from = 0;
    for (const { kind, start, end } of parseTemplate(text, format).segments) {
      if (kind === "text" || kind === "escape" || kind === "comment") continue;
      found.push(
        text.slice(from, start),
        <span key={start} className={classes.variable}>
          {text.slice(start, end)}
        </span>,
      );
      from = end;
    }
    found.push(text.slice(from));
    return found;
  }, [text, format]);
  return <>{pieces}</>;
}

function Variables({ variables }: { variables: Variable[] }) {
  const { t } = useTranslation();
  return (
    <section className={classes.part}>
      <h3>{t("templates.detail.variables")}</h3>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t("templates.detail.variable.name")}</th>
            <th>{t("templates.detail.variable.type")}</th>
            <th>{t("templates.detail.variable.about")}</th>
          </tr>
        </thead>
        <tbody>
          {variables.map(({ name, type, description, example, options, ...rest }) => (
            <tr key={name}>
              <td className={classes.name}>{name}</td>
              <td>{t(`editor.type.${type}`)}</td>
              <td>
                {description !== undefined && description !== "" && <div>{description}</div>}
                {options !== undefined && <div className={classes.muted}>{options.join(" · ")}</div>}
                <div className={classes.muted}>
                  {rest.default === undefined
                    ? t("templates.detail.required")
                    : t("templates.detail.default", { value: short(valueText(rest.default)) })}
                </div>
                {example !== undefined && (
                  <div className={classes.muted}>
                    {t("templates.detail.example", { value: short(valueText(example)) })}
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const longest = 160;
const short = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest).trimEnd()}…` : text;

function Settings({ content: { model, tools } }: { content: PromptContent }) {
  const { t } = useTranslation();
  const names = ["model", "temperature", "topP", "maxTokens", "seed", "responseFormat"] as const;
  const lines: [string, string][] = names.flatMap((name) => {
    const value = model[name];
    if (value === undefined) return [];
    return [[t(`templates.detail.setting.${name}`), typeof value === "number" ? formatNumber(value) : value]];
  });
  if (model.stop !== undefined) lines.push([t("templates.detail.setting.stop"), model.stop.join(" · ")]);
  if (tools.length > 0)
    lines.push([t("templates.detail.setting.tools"), tools.map(({ name }) => name).join(" · ")]);
  if (lines.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3>{t("templates.detail.settings")}</h3>
      <dl className={classes.lines}>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
