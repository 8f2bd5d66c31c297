import type { Page } from "@playwright/test";

/** An operation called as the page calls it, past its screens; the last frame of the answer. */
export const call = (page: Page, operation: string, input: unknown) =>
  page.evaluate(
    async ([name, text]) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`/api/${name}`, { method: "POST", headers, body: text });
      return JSON.parse((await response.text()).trimEnd().split("\n").at(-1) ?? "");
    },
    [operation, JSON.stringify(input)] as const,
  );
