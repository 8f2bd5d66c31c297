import { Button } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CaseContent } from "#shared/model/suite.ts";
import { Shortcut } from "../../../ui/Kbd.tsx";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { CaseForm } from "../case/CaseForm.tsx";
import { caseSummary } from "../import/case-changes.ts";
import type { CaseInput } from "../open/prompt-inputs.ts";
import classes from "./GenerateDialog.module.css";
import type { Proposal } from "./use-proposals.ts";

interface Props {
  proposals: readonly Proposal[];
  inputs: readonly CaseInput[];
  isRunning: boolean;
  onEdit: (index: number, content: CaseContent) => void;
  onAccept: (index: number) => void;
  onReject: (index: number, isRejected: boolean) => void;
  onClose: () => void;
}

/** The proposals in a list, one of them open: A accepts it, R rejects it, arrows go on. */
export function ProposalReview(props: Props) {
  const { proposals, inputs, isRunning, onEdit, onAccept, onReject, onClose } = props;
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const shown = proposals[chosen];
  const isFirstThere = proposals.length > 0;
  useEffect(() => {
    if (isFirstThere) list.current?.focus();
  }, [isFirstThere]);
  const openCount = proposals.filter(({ standing }) => standing === "open").length;

  function goOn(from: number): void {
    const next = proposals.findIndex(({ standing }, index) => index > from && standing === "open");
    const first = proposals.findIndex(({ standing }, index) => index !== from && standing === "open");
    setChosen(next >= 0 ? next : first >= 0 ? first : from);
  }
  function accept(): void {
    if (shown?.standing !== "open") return;
    onAccept(chosen);
    goOn(chosen);
  }
  function reject(): void {
    if (shown === undefined || shown.standing === "accepted") return;
    onReject(chosen, shown.standing === "open");
    if (shown.standing === "open") goOn(chosen);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      ArrowDown: () => setChosen(Math.min(proposals.length - 1, chosen + 1)),
      ArrowUp: () => setChosen(Math.max(0, chosen - 1)),
      a: accept,
      Enter: accept,
      r: reject,
      Delete: reject,
    }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  return (
    <>
      <div className={classes.review}>
        <div
          ref={list}
          role="listbox"
          tabIndex={0}
          aria-label={t("suites.generate.proposals")}
          aria-activedescendant={shown === undefined ? undefined : `proposal-${chosen}`}
          className={classes.list}
          onKeyDown={onKeyDown}
        >
          {proposals.map(({ content, standing }, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names this line by aria-activedescendant
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: proposals are only ever added at the end
              key={index}
              id={`proposal-${index}`}
              role="option"
              aria-selected={index === chosen}
              className={classes.proposal}
              data-standing={standing}
              onClick={() => setChosen(index)}
            >
              <span className={classes.summary}>{caseSummary(content)}</span>
              {standing !== "open" && (
                <StatusBadge
                  plain
                  status={standing === "accepted" ? "success" : "neutral"}
                  icon={standing === "accepted" ? IconCheck : IconX}
                  label={t(`suites.generate.${standing}`)}
                />
              )}
            </div>
          ))}
          {isRunning && <p className={classes.faint}>{t("suites.generate.more")}</p>}
          {!isRunning && proposals.length === 0 && (
            <p className={classes.faint}>{t("suites.generate.nothing")}</p>
          )}
        </div>
        <div className={classes.form}>
          {shown !== undefined && (
            <>
              {shown.why !== "" && <p className={classes.why}>{shown.why}</p>}
              <CaseForm
                key={chosen}
                content={shown.content}
                inputs={inputs}
                isReadOnly={shown.standing === "accepted"}
                onChange={(content) => onEdit(chosen, content)}
                isShort
              />
            </>
          )}
        </div>
      </div>
      <div className={classes.foot}>
        <span className={classes.faint}>{t("suites.generate.left", { count: openCount })}</span>
        <span className={classes.space} />
        <Button
          variant="default"
          disabled={shown === undefined || shown.standing === "accepted"}
          rightSection={<Shortcut keys="R" />}
          onClick={reject}
        >
          {t(shown?.standing === "rejected" ? "suites.generate.takeBack" : "suites.generate.reject")}
        </Button>
        <Button disabled={shown?.standing !== "open"} rightSection={<Shortcut keys="A" />} onClick={accept}>
          {t("suites.generate.accept")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("shell.close")}
        </Button>
      </div>
    </>
  );
}
