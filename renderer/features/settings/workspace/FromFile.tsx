import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { host } from "../../../host/host.ts";
import type { BackupSource } from "../../../host/replace-workspace.ts";
import { notifyError } from "../../../ui/notify.ts";
import formClasses from "../form.module.css";
import { useHostFacts } from "../privacy/host-store.ts";
import { useRefusedForm } from "../use-refused-form.ts";
import { CheckButton, CheckResult } from "./CheckResult.tsx";
import classes from "./WorkspaceSection.module.css";

/** A copy of a workspace from anywhere on this computer, by its path. */
export function FromFile({ onRestore }: { onRestore: (source: BackupSource) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [isRefused, setRefused] = useState(false);
  const { form, sendBack } = useRefusedForm();
  const canChoose = useHostFacts(({ facts }) => facts.value?.capabilities.nativeDialogs ?? false);
  const path = withoutQuotes(typed);
  const choose = async () => {
    try {
      const chosen = await host.call("host.choose-file", {
        purpose: "backup",
        title: t("workspace.settings.chooseTitle"),
      });
      if (chosen.path !== null) setTyped(chosen.path);
    } catch (error) {
      notifyError(error, t("workspace.settings.chooseFailed"));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setRefused(path === "");
    if (path === "") sendBack();
    else onRestore({ path });
  };
  return (
    <form ref={form} className={formClasses.form} onSubmit={submit} noValidate>
      <div className={classes.file}>
        <TextInput
          className={classes.path}
          aria-label={t("workspace.settings.path")}
          placeholder={t("workspace.settings.pathPlaceholder")}
          spellCheck={false}
          autoComplete="off"
          maxLength={4_000}
          value={typed}
          error={isRefused && path === "" ? t("workspace.settings.pathMissing") : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {canChoose && (
          <Button variant="default" onClick={() => void choose()}>
            {t("workspace.settings.choose")}
          </Button>
        )}
        {path !== "" && <CheckButton checked={{ path }}>{t("workspace.settings.fromFileCheck")}</CheckButton>}
        <Button type="submit" variant="default">
          {t("workspace.settings.fromFileRestore")}
        </Button>
      </div>
      {path !== "" && <CheckResult checked={{ path }} />}
    </form>
  );
}

/** File managers copy a path with quotes around it. */
const withoutQuotes = (typed: string): string => typed.trim().replace(/^(["'])(.*)\1$/, "$2");
