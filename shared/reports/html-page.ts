import { reportStyle } from "./html-style.ts";
import { html, Markup } from "./markup.ts";

/** Nothing is loaded and nothing runs: only the page's own style is let in. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export const pageMark = new Markup(
  '<svg width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true"><rect x="1.8" y="1.8" width="14.4" height="14.4" rx="4"/><path d="M5.6 9.4l2.3 2.3 4.6-5"/></svg>',
);

/** All that stands before the content of a report. `style` comes beside that of all reports, and is Lathe's own text. */
export const openPage = (page: {
  title: string;
  language: string;
  appVersion: string;
  style?: string;
}): Markup => html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Lathe ${page.appVersion}">
<title>${page.title}</title>
<style>${new Markup(reportStyle + (page.style ?? ""))}</style>
</head>
<body>
<main>`;

export const closePage = (footer: string): Markup => html`<footer>${footer}</footer>
</main>
</body>
</html>
`;
