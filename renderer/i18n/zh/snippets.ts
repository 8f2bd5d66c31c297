import type { snippets as english } from "../en/snippets.ts";

export const snippets: typeof english = {
  title: "片段",
};
