import type { design as english } from "../en/design.ts";

export const design: typeof english = {
  title: "设计",
};
