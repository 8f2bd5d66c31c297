import { Radio, SegmentedControl, Slider } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Language, settings as settingsModel, type Theme } from "#shared/model/settings.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { changeSettings } from "../change-settings.ts";
import { SectionHeading } from "../SectionHeading.tsx";
import classes from "./AppearanceSection.module.css";

const fontSize = settingsModel.shape.editorFontSize.unwrap();
const smallest = fontSize.minValue ?? 10;
const largest = fontSize.maxValue ?? 24;

export function AppearanceSection() {
  const { t } = useTranslation();
  const theme = useSettings((state) => state.theme);
  const language = useSettings((state) => state.language);

  return (
    <>
      <SectionHeading section="appearance" lead={t("settings.appearance.lead")} />
      <Row title={t("settings.appearance.theme")} help={t("settings.appearance.themeHelp")}>
        {(labelId) => (
          <SegmentedControl<Theme>
            aria-labelledby={labelId}
            value={theme}
            onChange={(chosen) => void changeSettings({ theme: chosen })}
            data={[
              {
                value: "system",
                label: (
                  <Choice
                    icon={<IconDeviceDesktop size={14} />}
                    word={t("settings.appearance.themeSystem")}
                  />
                ),
              },
              {
                value: "light",
                label: <Choice icon={<IconSun size={14} />} word={t("settings.appearance.themeLight")} />,
              },
              {
                value: "dark",
                label: <Choice icon={<IconMoon size={14} />} word={t("settings.appearance.themeDark")} />,
              },
            ]}
          />
        )}
      </Row>
      <Row title={t("settings.appearance.language")} help={t("settings.appearance.languageHelp")}>
        {(labelId) => (
          <Radio.Group<Language>
            aria-labelledby={labelId}
            value={language}
            onChange={(chosen) => void changeSettings({ language: chosen })}
          >
            <div className={classes.languages}>
              <Radio size="xs" value="system" label={t("settings.appearance.languageSystem")} />
              <Radio
                size="xs"
                value="en"
                label={<span lang="en">{t("settings.appearance.languageEnglish")}</span>}
              />
              <Radio
                size="xs"
                value="zh"
                label={<span lang="zh-Hans">{t("settings.appearance.languageChinese")}</span>}
              />
            </div>
          </Radio.Group>
        )}
      </Row>
      <Row title={t("settings.appearance.fontSize")} help={t("settings.appearance.fontSizeHelp")}>
        {(labelId) => <FontSize labelId={labelId} />}
      </Row>
    </>
  );
}

/** The sample follows the slider while it moves; the setting is stored when it is let go. */
function FontSize({ labelId }: { labelId: string }) {
  const { t } = useTranslation();
  const stored = useSettings((state) => state.editorFontSize);
  const [moving, setMoving] = useState<number | null>(null);
  const size = moving ?? stored;
  return (
    <div className={classes.fontSize}>
      <div className={classes.slider}>
        <Slider
          flex={1}
          min={smallest}
          max={largest}
          label={null}
          value={size}
          thumbProps={{ "aria-labelledby": labelId }}
          onChange={setMoving}
          onChangeEnd={(chosen) => {
            setMoving(null);
            if (chosen !== stored) void changeSettings({ editorFontSize: chosen });
          }}
        />
        <output className={classes.size}>{t("settings.appearance.fontSizeValue", { size })}</output>
      </div>
      <figure className={classes.sample} aria-label={t("settings.appearance.sample")}>
        <pre style={{ fontSize: size, lineHeight: 1.5 }}>
          {t("settings.appearance.sampleText", sampleBraces)}
        </pre>
      </figure>
    </div>
  );
}

/** The sample is prompt text: its double braces are not places for the catalogue to fill. */
const sampleBraces = { skipInterpolation: true };

function Choice({ icon, word }: { icon: ReactNode; word: string }) {
  return (
    <span className={classes.choice}>
      {icon}
      {word}
    </span>
  );
}

function Row({
  title,
  help,
  children,
}: {
  title: string;
  help: string;
  children: (labelId: string) => ReactNode;
}) {
  const id = useId();
  return (
    <section className={classes.row}>
      <div>
        <h3 className={classes.title} id={id}>
          {title}
        </h3>
        <p className={classes.help}>{help}</p>
      </div>
      <div>{children(id)}</div>
    </section>
  );
}
