/**
 * The look of a report: that of Lathe itself, in light and dark and on paper. What is shown is chosen by radio buttons and
 * `:has()`, so that the file needs no script.
 */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --bg: #f5f7f7; --surface: #fff; --sunken: #eef1f1; --line: #dbe0e0; --faint: #e8ecec;
  --text: #1a2121; --muted: #556060; --accent: #0b6a6b; --accent-soft: #d3e8e6;
  --pass: #2f6f1f; --pass-soft: #e2f2dc; --pass-fill: #4f9a3c;
  --fail: #b3261e; --fail-soft: #fbe5e2; --fail-fill: #cf4a41;
  --error: #855200; --error-soft: #fbf0d9; --error-fill: #d99a2b;
  --unscored: #556060; --unscored-soft: #e6eaea; --unscored-fill: #a9b3b3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #15191a; --surface: #1b2021; --sunken: #232a2b; --line: #2d3536; --faint: #252b2c;
    --text: #e3e8e8; --muted: #a2adad; --accent: #58c7c2; --accent-soft: #1d4445;
    --pass: #85cc6d; --pass-soft: #1c3218; --pass-fill: #5da246;
    --fail: #ff8f80; --fail-soft: #43201c; --fail-fill: #d9594d;
    --error: #e2b04c; --error-soft: #372b10; --error-fill: #c28d2e;
    --unscored: #a2adad; --unscored-soft: #2b3334; --unscored-fill: #667171;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--bg); color: var(--text);
  font: 14px/1.5 "Inter Variable", Inter, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC",
    "WenQuanYi Zen Hei", system-ui, sans-serif;
  font-variant-numeric: tabular-nums;
}
main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 64px; }
code, pre, .mono {
  font-family: "JetBrains Mono Variable", "JetBrains Mono", ui-monospace, "SF Mono", Menlo, Consolas,
    "Noto Sans Mono CJK SC", "WenQuanYi Zen Hei Mono", monospace;
  font-size: 12.5px;
}
h1 { margin: 0; font-size: 26px; line-height: 1.25; letter-spacing: -0.015em; overflow-wrap: anywhere; }
h2 { margin: 40px 0 12px; font-size: 16px; letter-spacing: -0.005em; }
h3 { margin: 20px 0 6px; font-size: 12px; font-weight: 600; color: var(--muted); }
:lang(zh) h1, :lang(zh) h2 { letter-spacing: 0; }
p { margin: 0; }
a { color: var(--accent); }
.muted { color: var(--muted); }
.small { font-size: 12.5px; }
.eyebrow { display: flex; align-items: center; gap: 8px; margin-bottom: 16px; color: var(--muted); font-size: 12.5px; }
.eyebrow svg { color: var(--accent); }
.chips { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 12px; }
.chip {
  padding: 2px 9px; border: 1px solid var(--line); border-radius: 99px; background: var(--surface);
  font-size: 12.5px; overflow-wrap: anywhere;
}
.chip.warn { border-color: transparent; background: var(--error-soft); color: var(--error); }
.notice { margin-top: 16px; padding: 10px 14px; border-radius: 8px; background: var(--error-soft); color: var(--error); }
.card { border: 1px solid var(--line); border-radius: 10px; background: var(--surface); }
.hero { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 40px; margin-top: 28px; padding: 26px 28px; }
.label { color: var(--muted); font-size: 12.5px; }
.big { margin: 2px 0 12px; font-size: 52px; font-weight: 600; line-height: 1.1; letter-spacing: -0.035em; }
.big .unit { font-size: 26px; font-weight: 500; letter-spacing: 0; color: var(--muted); }
.range { position: relative; height: 8px; border-radius: 4px; background: var(--sunken); }
.range i { position: absolute; top: 0; bottom: 0; border-radius: 4px; background: var(--accent-soft); }
.range b { position: absolute; top: -2px; width: 4px; height: 12px; margin-left: -2px; border-radius: 2px; background: var(--accent); }
td .range { min-width: 90px; }
td:first-child { min-width: 90px; }
.wide { grid-column: 1 / -1; }
.stack { display: flex; gap: 2px; height: 14px; margin: 12px 0 14px; overflow: hidden; border-radius: 7px; background: var(--sunken); }
.stack i { min-width: 3px; }
.legend { display: grid; grid-template-columns: auto 1fr auto auto; gap: 5px 10px; align-items: center; }
.legend span:nth-child(4n + 3), .legend span:nth-child(4n) { text-align: right; }
.dot { width: 9px; height: 9px; border-radius: 3px; }
.fill-pass { background: var(--pass-fill); } .fill-fail { background: var(--fail-fill); }
.fill-error { background: var(--error-fill); } .fill-unscored { background: var(--unscored-fill); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-top: 12px; }
.figure { padding: 14px 16px; }
.figure strong { display: block; margin: 2px 0; font-size: 20px; font-weight: 600; letter-spacing: -0.015em; }
.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)); gap: 0 28px; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th { padding: 6px 10px 6px 0; color: var(--muted); font-size: 12px; font-weight: 500; text-align: left; white-space: nowrap; }
td { padding: 7px 10px 7px 0; border-top: 1px solid var(--faint); vertical-align: top; overflow-wrap: anywhere; }
th.n, td.n { text-align: right; white-space: nowrap; overflow-wrap: normal; }
.tag { padding: 1px 6px; border-radius: 4px; background: var(--sunken); color: var(--muted); font-size: 11.5px; white-space: nowrap; }
.verdict { display: inline-flex; align-items: center; gap: 6px; font-weight: 600; font-size: 12.5px; white-space: nowrap; }
.verdict::before {
  display: inline-grid; place-items: center; width: 17px; height: 17px; border-radius: 5px; font-size: 11px; line-height: 1;
}
.verdict.pass { color: var(--pass); } .verdict.fail { color: var(--fail); }
.verdict.error { color: var(--error); } .verdict.unscored, .verdict.skipped { color: var(--unscored); }
.verdict.pass::before { content: "✓"; background: var(--pass-soft); }
.verdict.fail::before { content: "✕"; background: var(--fail-soft); }
.verdict.error::before { content: "!"; background: var(--error-soft); }
.verdict.unscored::before, .verdict.skipped::before { content: "–"; background: var(--unscored-soft); }
.filters { display: flex; flex-wrap: wrap; gap: 6px; margin: 0 0 12px; }
.filters label {
  padding: 4px 12px; border: 1px solid var(--line); border-radius: 99px; background: var(--surface); font-size: 13px; cursor: pointer;
}
.filters input { position: absolute; opacity: 0; pointer-events: none; }
.filters label:has(:checked) { border-color: var(--accent); background: var(--accent-soft); }
.filters label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 1px; }
body:has(#show-pass:checked) .attempt:not(.pass), body:has(#show-fail:checked) .attempt:not(.fail),
body:has(#show-error:checked) .attempt:not(.error), body:has(#show-unscored:checked) .attempt:not(.unscored),
body:has(#show-regressed:checked) .attempt:not(.regressed), body:has(#show-marked:checked) .attempt:not(.marked) { display: none; }
.attempts { overflow: hidden; }
.attempt { border-top: 1px solid var(--faint); }
.attempt:first-child { border-top: 0; }
.attempt > summary {
  display: grid; grid-template-columns: 96px minmax(0, 1fr) auto; gap: 4px 14px; align-items: baseline;
  padding: 10px 18px; cursor: pointer; list-style: none;
}
.attempt > summary::-webkit-details-marker { display: none; }
.attempt > summary:hover { background: var(--sunken); }
.attempt > summary:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.attempt[open] > summary { background: var(--sunken); }
.attempt .name { font-weight: 500; overflow-wrap: anywhere; }
.attempt .why { display: block; color: var(--muted); font-size: 12.5px; font-weight: 400; overflow-wrap: anywhere; }
.attempt .facts { color: var(--muted); font-size: 12.5px; text-align: right; white-space: nowrap; }
.body { padding: 2px 18px 20px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 0 20px; }
pre {
  margin: 0; padding: 10px 12px; max-height: 420px; overflow: auto; border-radius: 8px; background: var(--sunken);
  white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.55;
}
pre bdi { unicode-bidi: plaintext; }
.hidden { padding: 0 2px; border-radius: 3px; background: var(--error-soft); color: var(--error); font-size: 0.9em; }
ins { background: var(--pass-soft); color: var(--pass); text-decoration: underline; text-underline-offset: 2px; }
del { background: var(--fail-soft); color: var(--fail); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 18px; margin: 0; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
.block { padding: 18px 22px; }
.block > summary { cursor: pointer; font-weight: 500; }
footer { margin-top: 40px; color: var(--muted); font-size: 12.5px; }
@media (max-width: 720px) {
  main { padding: 24px 16px 48px; }
  .hero { grid-template-columns: minmax(0, 1fr); gap: 24px; padding: 20px; }
  .attempt > summary { grid-template-columns: minmax(0, 1fr); }
  .attempt .facts { text-align: left; white-space: normal; }
}
@media print {
  :root { color-scheme: light; --bg: #fff; }
  body { font-size: 11px; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  .filters { display: none; }
  pre { max-height: none; }
  .card, .attempt > summary, tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
