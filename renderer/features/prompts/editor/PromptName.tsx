import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { promptName } from "#shared/model/prompt.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { drafts } from "../draft-store.ts";
import classes from "./EditorHeader.module.css";

/** The prompt's name, to be changed in place. A name that is taken says which one is free. */
export function PromptName({ prompt }: { prompt: PromptSummary }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const stop = () => {
    setTyped(null);
    setFailure(null);
  };
  const commit = async () => {
    if (typed === null) return;
    const read = promptName.safeParse(typed);
    if (!read.success) {
      setFailure(t("editor.name.bad"));
      return;
    }
    if (read.data === prompt.name) return stop();
    try {
      await drafts.rename(prompt.promptId, read.data);
      stop();
    } catch (error) {
      setFailure(errorText(error).message);
    }
  };

  if (typed === null) {
    return (
      <h1 className={classes.name}>
        <button
          type="button"
          title={t("editor.name.rename")}
          aria-label={t("editor.name.renameNamed", { name: prompt.name })}
          onClick={() => setTyped(prompt.name)}
        >
          {prompt.name}
        </button>
      </h1>
    );
  }
  return (
    <TextInput
      aria-label={t("editor.name.label")}
      className={classes.nameField ?? ""}
      value={typed}
      error={failure}
      data-autofocus
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        setFailure(null);
      }}
      onBlur={() => (failure === null ? void commit() : stop())}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") void commit();
        if (event.key === "Escape") stop();
      }}
    />
  );
}
