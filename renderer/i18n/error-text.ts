import type { ErrorData } from "#shared/contract/errors.ts";
import { i18n } from "./i18n.ts";

export interface ErrorText {
  title: string;
  message: string;
}

/**
 * An error in the language of the page. The catalogue has its words under `errors.<domain>.<reason>`, with the error's
 * own details as figures, and what a provider wrote about it as `quote`; an error without an entry there speaks for itself.
 */
export function errorText(error: unknown): ErrorText {
  const data = isErrorData(error) ? error : null;
  if (data === null) return { title: i18n.t("errors.unknown.title"), message: ownWords(error) };
  const figures = plainFigures(data.details);
  figures.message = data.message;
  figures.quote =
    figures.said === undefined ? "" : (words("errors.said.message", { said: figures.said }) ?? figures.said);
  return {
    title: words(`errors.${data.code}.title`, figures) ?? i18n.t("errors.unknown.title"),
    message: words(`errors.${data.code}.message`, figures) ?? data.message,
  };
}

/** The stable code of an error, for tests and reports; what is no error of Lathe has none. */
export const errorCode = (error: unknown): string | undefined =>
  isErrorData(error) ? error.code : undefined;

/** Both a `LatheError` and the data it crossed the wire as. */
function isErrorData(error: unknown): error is ErrorData {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    typeof error.code === "string" &&
    /^[a-z-]+\.[a-z-]+$/.test(error.code) &&
    "message" in error &&
    typeof error.message === "string"
  );
}

const ownWords = (error: unknown): string =>
  error instanceof Error && error.message !== "" ? error.message : String(error);

/** A sentence whose figures are not all known would show braces, so it is not used. */
function words(key: string, figures: Record<string, string>): string | undefined {
  if (!i18n.exists(key)) return undefined;
  const translate = i18n.t as (key: string, options: Record<string, unknown>) => string;
  const raw = translate(key, { skipInterpolation: true });
  const isComplete = [...raw.matchAll(/\{\{(\w+)\}\}/g)].every(
    ([, name]) => name !== undefined && name in figures,
  );
  return isComplete ? translate(key, figures) : undefined;
}

function plainFigures(details: ErrorData["details"]): Record<string, string> {
  const figures: Record<string, string> = {};
  for (const [name, value] of Object.entries(details ?? {})) {
    if (Array.isArray(value)) figures[name] = value.map(String).join(i18n.t("shell.format.listSeparator"));
    else if (value !== null && typeof value !== "object") figures[name] = String(value);
  }
  return figures;
}
