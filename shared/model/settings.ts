import { z } from "zod";
import { modelRef } from "./content.ts";
import { promptId } from "./ids.ts";
import { runMode } from "./run.ts";

export const theme = z.enum(["system", "light", "dark"]);
export type Theme = z.infer<typeof theme>;
export const language = z.enum(["system", "en", "zh"]);
export type Language = z.infer<typeof language>;

/** A part of the page, as the rail names them. */
export const area = z.enum(["studio", "library", "suites", "tests", "compare", "settings"]);
export type Area = z.infer<typeof area>;

/** What the user set, and where the page was left, so that it opens the same way whatever the host and its port. */
export const settings = z.object({
  theme: theme.default("system"),
  language: language.default("system"),
  /** Used when neither the prompt nor the run names a model. */
  defaultModel: modelRef.default("simulator/default"),
  runMode: runMode.default("live"),
  /** Hosts with a public name that the user allowed to lead into this computer's own network. */
  privateHosts: z.array(z.string().max(253)).max(200).default([]),
  editorFontSize: z.int().min(10).max(24).default(14),
  openTabs: z.array(promptId).max(50).default([]),
  activeTab: promptId.nullable().default(null),
  area: area.default("studio"),
  sidebarHidden: z.boolean().default(false),
  /** Rules of the linter whose warnings are not shown for a prompt. */
  mutedLintRules: z
    .array(z.object({ promptId, rule: z.string().max(64) }))
    .max(2_000)
    .default([]),
  /** Panel sizes in percent by layout name. */
  panels: z.record(z.string(), z.array(z.number())).default({}),
  /** The values last typed for a prompt's variables are kept per prompt, apart from its content. */
  values: z.record(z.string(), z.record(z.string(), z.json())).default({}),
});
export type Settings = z.infer<typeof settings>;
