/** What a comparison's report has beside the look of all reports. */
export const experimentStyle = `
.sentence { margin: 0 0 4px; font-size: 34px; font-weight: 600; line-height: 1.2; letter-spacing: -0.02em; overflow-wrap: anywhere; }
:lang(zh) .sentence { letter-spacing: 0; }
.sentence.won { color: var(--pass); } .sentence.lost { color: var(--fail); } .sentence.open { color: var(--muted); }
.sentence.refused { color: var(--error); font-size: 26px; }
.reading { margin-top: 16px; padding: 24px 28px; }
.reading .values { display: flex; flex-wrap: wrap; gap: 4px 28px; margin: 10px 0 14px; }
.reading .values strong { font-size: 20px; font-weight: 600; letter-spacing: -0.015em; }
.reading .facts { margin-top: 10px; }
.letter {
  display: inline-grid; place-items: center; width: 20px; height: 20px; margin-right: 6px; border-radius: 6px;
  background: var(--accent-soft); color: var(--accent); font-size: 12px; font-weight: 600;
}
svg.interval { display: block; width: 100%; min-width: 520px; max-width: 760px; height: auto; }
svg.interval text { fill: var(--text); font-size: 12.5px; }
svg.interval text.end { font-weight: 600; }
svg.interval text.muted { fill: var(--muted); font-weight: 400; }
svg.interval .band { fill: var(--sunken); stroke: var(--line); stroke-dasharray: 3 3; }
svg.interval .axis { stroke: var(--line); fill: none; }
svg.interval .zero { stroke: var(--muted); stroke-width: 1.5; fill: none; }
svg.interval .whisker { stroke: var(--accent); stroke-width: 2.5; fill: none; }
svg.interval .point { fill: var(--accent); }
th.gap, td.gap { padding-left: 18px; }
tr.dominated td { color: var(--muted); }
.sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 20px; }
.sides > div > table { margin-top: 8px; font-size: 12.5px; }
@media (max-width: 720px) { .sides { grid-template-columns: minmax(0, 1fr); } .sentence { font-size: 26px; } }
`;
