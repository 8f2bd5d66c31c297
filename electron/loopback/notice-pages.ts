/** What a person sees in the browser instead of the workbench, in both languages: no page has told yet which is theirs. */
export type Notice = "signed-out" | "address-used" | "foreign";

const texts: Record<Notice, { en: [string, string]; zh: [string, string] }> = {
  "signed-out": {
    en: [
      "Open Lathe with the address from your terminal",
      "This browser is not signed in to this workbench. Lathe prints an address when it starts; open that one. If it is gone, press Enter in that terminal for a new one, or start Lathe again.",
    ],
    zh: [
      "请使用终端中显示的地址打开 Lathe",
      "此浏览器尚未登录该工作台。Lathe 启动时会在终端中显示一个地址，请打开该地址。如果找不到，请在该终端中按回车键获取新地址，或重新启动 Lathe。",
    ],
  },
  "address-used": {
    en: [
      "This address has been used",
      "For your safety an address works once. For a new one, press Enter in the terminal where Lathe is running, or start Lathe again.",
    ],
    zh: [
      "该地址已被使用",
      "为了安全，每个地址只能使用一次。请在运行 Lathe 的终端中按回车键获取新地址，或重新启动 Lathe。",
    ],
  },
  foreign: {
    en: [
      "Lathe does not open from another page",
      "A link on another site led here, and that is not allowed. Copy the address from your terminal into the address bar.",
    ],
    zh: [
      "不能从其他网页打开 Lathe",
      "此次访问来自其他网站的链接，已被拒绝。请将终端中的地址复制到浏览器地址栏。",
    ],
  },
};

const section = (lang: string, [title, text]: [string, string]): string =>
  `<section lang="${lang}"><h1>${title}</h1><p>${text}</p></section>`;

export function noticePage(notice: Notice): string {
  const { en, zh } = texts[notice];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Lathe</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; }
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; font: 15px/1.6 system-ui, sans-serif; }
  section { max-width: 30rem; padding: 0.75rem 2rem; }
  h1 { margin: 0 0 0.25rem; font-size: 1.2rem; font-weight: 600; }
  p { margin: 0; opacity: 0.75; }
</style>
</head>
<body>
<main>${section("en", en)}${section("zh-CN", zh)}</main>
</body>
</html>
`;
}
