import { IconAlertTriangle } from "@tabler/icons-react";
import { errorCode, errorText } from "../../../i18n/error-text.ts";
import classes from "./ImportDialog.module.css";

/** Why nothing was imported; what was chosen stays as it is, so that it can be mended and tried again. */
export function Failure({ title, error }: { title: string; error: unknown }) {
  const text = errorText(error);
  return (
    <div className={classes.failure} role="alert" data-error-code={errorCode(error)}>
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <p>
        <strong>
          {title}: {text.title}
        </strong>{" "}
        {text.message}
      </p>
    </div>
  );
}
