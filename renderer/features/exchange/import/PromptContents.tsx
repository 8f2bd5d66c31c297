import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import { LongText } from "../../../ui/attempt/LongText.tsx";
import classes from "./ItemDetails.module.css";

/** A prompt as text: nothing of it is filled in, rendered or coloured. */
export function PromptContents({ content }: { content: PromptContent }) {
  const { t } = useTranslation();
  const { messages, variables, model, tools, outputSchema, snippets = [] } = content;
  return (
    <>
      <section className={classes.part}>
        <h3 className={classes.heading}>{t("exchange.item.messages")}</h3>
        {messages.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a message has no identity but its place
          <div key={index} className={classes.message}>
            <h4 className={classes.role}>{t(`editor.role.${message.role}`)}</h4>
            {message.role === "history" ? (
              <p className={classes.help}>{t("exchange.item.historyOf", { name: message.variable })}</p>
            ) : message.template === "" ? (
              <p className={classes.help}>{t("exchange.item.emptyMessage")}</p>
            ) : (
              <LongText text={message.template} look="raw" />
            )}
          </div>
        ))}
      </section>
      {snippets.length > 0 && (
        <section className={classes.part}>
          <h3 className={classes.heading}>{t("exchange.item.snippets")}</h3>
          {snippets.map(({ name, text }) => (
            <div key={name} className={classes.message}>
              <h4 className={classes.role}>{name}</h4>
              <LongText text={text} look="raw" />
            </div>
          ))}
        </section>
      )}
      {variables.length > 0 && (
        <section className={classes.part}>
          <h3 className={classes.heading}>{t("exchange.item.variables")}</h3>
          <dl className={classes.pairs}>
            {variables.map(({ name, type, description, default: given, example }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  {[t(`suites.type.${type}`), description, inShort(given ?? example)]
                    .filter(Boolean)
                    .join(" · ")}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <Json title={t("exchange.item.model")} value={Object.keys(model).length === 0 ? null : model} />
      <Json title={t("exchange.item.tools")} value={tools.length === 0 ? null : tools} />
      <Json title={t("exchange.item.schema")} value={outputSchema} />
    </>
  );
}

function Json({ title, value }: { title: string; value: unknown }) {
  if (value === null) return null;
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{title}</h3>
      <LongText text={JSON.stringify(value, null, 2)} look="json" />
    </section>
  );
}

const mostOfValue = 120;

function inShort(value: unknown): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > mostOfValue ? `${text.slice(0, mostOfValue)}…` : text;
}
