import { type FakeOpenAi, startFakeOpenAi } from "../support/fake-openai.ts";
import { test as base, expect, openLathe } from "./fixtures.ts";
import { chooseModel, openPrompt, studio } from "./studio.ts";

const key = "sk-test-CANARY-4f1b0a9c7d";

const test = base.extend<{ endpoint: FakeOpenAi }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  endpoint: async ({}, use) => {
    const endpoint = await startFakeOpenAi({ key, models: ["fake-large", "fake-small"] });
    await use(endpoint);
    await endpoint.close();
  },
});

test("a provider is added, tested and used; its key never comes back to the page", async ({
  page,
  lathe,
  endpoint,
}) => {
  const received: string[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/api/") && !response.url().includes("host.watch")) {
      void response.text().then(
        (text) => received.push(text),
        () => {},
      );
    }
  });
  await openLathe(page, lathe);
  await page.keyboard.press("Control+,");

  await test.step("a wrong key is told in its own words", async () => {
    await page.getByRole("button", { name: "Add provider" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill("local");
    await dialog.getByRole("textbox", { name: "Address" }).fill(endpoint.baseUrl);
    await dialog.getByRole("textbox", { name: "Key" }).fill("sk-wrong-0000000000000000");
    await dialog.getByRole("button", { name: "Add and test" }).click();
    await expect(
      page
        .getByText(/key/i)
        .filter({ hasText: /reject|refus|not accept/i })
        .first(),
    ).toBeVisible();
  });

  await test.step("with the right one the test is green and lists the models", async () => {
    await page.getByRole("button", { name: /^Edit/ }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: "Enter a key" }).check();
    await dialog.getByRole("textbox", { name: "Key" }).fill(key);
    await dialog.getByRole("button", { name: "Save and test" }).click();
    await expect(page.getByText(/2 models/).first()).toBeVisible();
  });

  await test.step("a prompt runs against it", async () => {
    endpoint.script({ text: "Hello from a real endpoint, 你好." });
    await page.getByRole("button", { name: "Studio" }).click();
    await openPrompt(page, "电商客服");
    await chooseModel(page, "local/fake-large");
    await page.keyboard.press("Control+Enter");
    const run = studio.runRegion(page);
    await expect(run.getByText("Hello from a real endpoint, 你好.")).toBeVisible();
    await expect(run.getByText("Simulator", { exact: true })).toBeHidden();
    await expect(run.getByText(/unknown/i).first()).toBeVisible();
  });

  expect(endpoint.requests.some((request) => request.headers.authorization === `Bearer ${key}`)).toBe(true);
  expect(received.length).toBeGreaterThan(5);
  expect(received.filter((text) => text.includes(key))).toEqual([]);
  expect(await page.content()).not.toContain(key);
});

test("cancelling a real call closes its connection and keeps the part that had arrived", async ({
  page,
  lathe,
}) => {
  const endpoint = await startFakeOpenAi({ models: ["fault-hang"] });
  await openLathe(page, lathe);
  await page.evaluate(async (baseUrl) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ name: "slow", baseUrl, key: { kind: "none" } });
    await fetch("/api/providers.add", { method: "POST", headers, body });
    const patch = JSON.stringify({ patch: { defaultModel: "slow/fault-hang" } });
    await fetch("/api/settings.update", { method: "POST", headers, body: patch });
  }, endpoint.baseUrl);
  await page.reload();
  await openPrompt(page, "电商客服");
  await page.keyboard.press("Control+Enter");
  await endpoint.untilPending(1);
  await studio
    .runRegion(page)
    .getByRole("button", { name: /^Cancel/ })
    .click();
  await endpoint.untilPending(0);
  await expect(studio.runRegion(page).getByText("Cancelled").first()).toBeVisible();
  await endpoint.close();
});

test("a hostile reply is text: no markup, no script, no request", async ({ page, lathe }) => {
  const evil = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>[x](javascript:alert(1))';
  const endpoint = await startFakeOpenAi({ models: ["m"], reply: () => ({ text: evil }) });
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(lathe.url).origin)) foreign.push(request.url());
  });
  await openLathe(page, lathe);
  await page.evaluate(async (baseUrl) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ name: "evil", baseUrl, key: { kind: "none" } });
    await fetch("/api/providers.add", { method: "POST", headers, body });
    const patch = JSON.stringify({ patch: { defaultModel: "evil/m" } });
    await fetch("/api/settings.update", { method: "POST", headers, body: patch });
  }, endpoint.baseUrl);
  await page.reload();
  await openPrompt(page, "电商客服");
  await page.keyboard.press("Control+Enter");
  const run = studio.runRegion(page);
  await expect(run.getByText(evil)).toBeVisible();
  expect(await run.locator("img, script, a[href^=javascript]").count()).toBe(0);
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
  expect(foreign.filter((url) => !url.startsWith("data:") && !url.startsWith("blob:"))).toEqual([]);
  await endpoint.close();
});
