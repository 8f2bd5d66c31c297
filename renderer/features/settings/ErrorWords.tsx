import type { ErrorData } from "#shared/contract/errors.ts";
import { errorText } from "../../i18n/error-text.ts";

/** An error in the words written for it, in the language of the page where it has them. */
export function ErrorWords({ error }: { error: ErrorData }) {
  return <span data-error-code={error.code}>{errorText(error).message}</span>;
}
