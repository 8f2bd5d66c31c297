import { ActionIcon, Loader, Tabs } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { host } from "../../../host/host.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { useReading } from "../../../ui/use-reading.ts";
import type { TemplatesViewProps } from "../TemplatesView.tsx";
import { TemplateActions } from "./TemplateActions.tsx";
import classes from "./TemplateDetail.module.css";
import { TemplateFacts } from "./TemplateFacts.tsx";
import { TemplateSpec } from "./TemplateSpec.tsx";
import { TemplateSuite } from "./TemplateSuite.tsx";
import { TemplateText } from "./TemplateText.tsx";

interface Props extends TemplatesViewProps {
  templateKey: string;
  /** Rises when it may have changed. */
  changes: number;
  /** The keyboard is to go on here. */
  isEntered: boolean;
  onClose: () => void;
}

/** One template: its words, its suite, its spec, and what can be done with it. */
export function TemplateDetail({ templateKey: key, changes, isEntered, onClose, ...ways }: Props) {
  const { t } = useTranslation();
  const { value, failure, retry } = useReading(String(changes), (signal) =>
    host.call("templates.read", { key }, signal),
  );
  const heading = useRef<HTMLHeadingElement>(null);
  const name = value?.card.name;
  const isThere = value !== null;
  useEffect(() => {
    if (isThere && isEntered) heading.current?.focus();
  }, [isThere, isEntered]);
  return (
    <aside
      className={classes.detail}
      aria-label={t("templates.detail.label", { name: name ?? "" })}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <div className={classes.head}>
        <h2 ref={heading} className={classes.name} tabIndex={-1}>
          {name}
        </h2>
        <ActionIcon aria-label={t("templates.close")} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {failure !== null ? (
        <ErrorState title={t("templates.detail.failed")} error={failure} onRetry={retry} />
      ) : value === null ? (
        <Loader size="sm" className={classes.loading} />
      ) : (
        <>
          <TemplateActions card={value.card} {...ways} />
          <TemplateFacts card={value.card} onOpenTestRun={ways.onOpenTestRun} />
          <Tabs
            defaultValue="prompt"
            classNames={{
              root: classes.tabs ?? "",
              list: classes.tabList ?? "",
              tab: classes.tab ?? "",
              panel: classes.panel ?? "",
            }}
          >
            <Tabs.List>
              <Tabs.Tab value="prompt">{t("templates.detail.tabs.prompt")}</Tabs.Tab>
              <Tabs.Tab value="suite">{t("templates.detail.tabs.suite")}</Tabs.Tab>
              {value.template.spec !== null && (
                <Tabs.Tab value="spec">{t("templates.detail.tabs.spec")}</Tabs.Tab>
              )}
            </Tabs.List>
            <Tabs.Panel value="prompt" tabIndex={0}>
              <TemplateText content={value.template.content} />
            </Tabs.Panel>
            <Tabs.Panel value="suite" tabIndex={0}>
              <TemplateSuite suite={value.template.suite} />
            </Tabs.Panel>
            {value.template.spec !== null && (
              <Tabs.Panel value="spec" tabIndex={0}>
                <TemplateSpec spec={value.template.spec} />
              </Tabs.Panel>
            )}
          </Tabs>
        </>
      )}
    </aside>
  );
}
