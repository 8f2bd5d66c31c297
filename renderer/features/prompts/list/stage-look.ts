import {
  IconActivity,
  IconArchive,
  IconArrowsDiff,
  IconFlask,
  IconPencil,
  IconRocket,
  IconSparkles,
  IconTool,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Stage } from "#shared/model/prompt.ts";

type Icon = ComponentType<{
  size?: number | string;
  stroke?: number | string;
  className?: string | undefined;
}>;

/** The sign of each stage, the same in the list and on the life-cycle strip. */
export const stageIcons: Record<Stage, Icon> = {
  design: IconPencil,
  test: IconFlask,
  refine: IconSparkles,
  iterate: IconArrowsDiff,
  deploy: IconRocket,
  monitor: IconActivity,
  maintain: IconTool,
  retire: IconArchive,
};
