import { IconHistory, IconRobot, IconSettings2, IconUser } from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { BlockRole } from "./content-edits.ts";

export const blockRoles: readonly BlockRole[] = ["system", "human", "ai", "history"];

export const roleIcons: Record<
  BlockRole,
  ComponentType<{ size?: number | string; stroke?: number | string }>
> = {
  system: IconSettings2,
  human: IconUser,
  ai: IconRobot,
  history: IconHistory,
};
