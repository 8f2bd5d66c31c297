import { useTranslation } from "react-i18next";
import type { PromptSpec } from "#shared/model/spec.ts";
import classes from "./spec.module.css";
import { specChanges } from "./spec-changes.ts";

/** What differs from one spec to another, part by part. */
export function SpecChanges({ before, after }: { before: PromptSpec; after: PromptSpec }) {
  const { t } = useTranslation();
  const changes = specChanges(t, before, after);
  if (changes.length === 0) return <p className={classes.none}>{t("design.spec.same")}</p>;
  return (
    <dl className={classes.changes}>
      {changes.map(({ name, before: was, after: now }) => (
        <div key={name} className={classes.change}>
          <dt>{t(`design.spec.part.${name}`)}</dt>
          <dd>
            {was !== "" && (
              <del className={classes.removed}>
                <span className="lathe-visually-hidden">{t("design.spec.before")}</span>
                {was}
              </del>
            )}
            {now !== "" && (
              <ins className={classes.added}>
                <span className="lathe-visually-hidden">{t("design.spec.after")}</span>
                {now}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
