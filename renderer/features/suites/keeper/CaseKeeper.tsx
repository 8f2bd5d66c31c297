import { Button, Group, Modal, Select, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SuiteId } from "#shared/model/ids.ts";
import type { CaseContent, SuiteSummary } from "#shared/model/suite.ts";
import { host } from "../../../host/host.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { CaseForm } from "../case/CaseForm.tsx";
import { promptInputs } from "../open/prompt-inputs.ts";
import { usePromptContent } from "../open/use-prompt-content.ts";
import { type CaseOffer, closeCaseKeeper, useSuitesView } from "../suites-view-store.ts";
import classes from "./CaseKeeper.module.css";
import { keepCase } from "./keep-case.ts";

/** A reply becomes a case: where it goes and what is expected is said here. Shown over whatever is in front. */
export function CaseKeeper() {
  const { t } = useTranslation();
  const offer = useSuitesView((state) => state.offer);
  // What is asked stays readable while the dialog fades out.
  const [shown, setShown] = useState<CaseOffer | null>(offer);
  useEffect(() => {
    if (offer !== null) setShown(offer);
  }, [offer]);
  const asked = offer ?? shown;
  return (
    <Modal
      opened={offer !== null}
      onClose={closeCaseKeeper}
      title={t("suites.keeper.title")}
      size={560}
      yOffset="6vh"
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {asked !== null && <Keeping offer={asked} />}
    </Modal>
  );
}

const anew = "new";

function Keeping({ offer }: { offer: CaseOffer }) {
  const { t } = useTranslation();
  const prompt = usePromptContent(offer.promptId);
  const [suites, setSuites] = useState<readonly SuiteSummary[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(offer.suiteId);
  const [name, setName] = useState("");
  const [content, setContent] = useState<CaseContent>(offer.content);
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const { promptId, suiteId } = offer;
  useEffect(() => {
    const asking = new AbortController();
    host
      .call("suites.list", {}, asking.signal)
      .then((all) => {
        // Those of the prompt first: the likeliest is chosen already.
        const own = all.filter((each) => each.promptId === promptId && promptId !== null);
        const sorted = [...own, ...all.filter((each) => !own.includes(each))];
        setSuites(sorted);
        setChosen((now) => now ?? own[0]?.suiteId ?? suiteId ?? anew);
      })
      .catch((error: unknown) => {
        if (!asking.signal.aborted) setFailure(error);
      });
    return () => asking.abort();
  }, [promptId, suiteId]);

  async function keep(): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await keepCase({
        suite: chosen === anew ? { name: name.trim(), promptId } : (chosen as SuiteId),
        content,
      });
      closeCaseKeeper();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void keep();
      }}
    >
      <Select
        data-autofocus
        label={t("suites.keeper.suite")}
        allowDeselect={false}
        searchable
        disabled={suites === null}
        data={[
          ...(suites ?? []).map((each) => ({ value: each.suiteId as string, label: each.name })),
          { value: anew, label: t("suites.keeper.new") },
        ]}
        value={chosen}
        onChange={setChosen}
      />
      {chosen === anew && (
        <TextInput
          label={t("suites.dialog.name")}
          placeholder={t("suites.dialog.namePlaceholder")}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <div className={classes.case}>
        <CaseForm
          content={content}
          inputs={prompt === null ? [] : promptInputs(prompt)}
          onChange={setContent}
          isShort
          isExpectedFirst
        />
      </div>
      {failure !== null && (
        <p className={classes.failure} role="alert">
          {errorText(failure).message}
        </p>
      )}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={closeCaseKeeper}>
          {t("shell.cancel")}
        </Button>
        <Button
          type="submit"
          loading={isBusy}
          disabled={chosen === null || (chosen === anew && name.trim() === "")}
        >
          {t("suites.keeper.keep")}
        </Button>
      </Group>
    </form>
  );
}
