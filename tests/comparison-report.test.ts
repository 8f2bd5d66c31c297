// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import type { Database } from "#core/store/database.ts";
import { openTestDatabase } from "#core/store/open-database.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { mostCompared } from "#shared/reports/experiment-html.ts";
import { addFixtureComparison } from "./support/comparison-fixture.ts";
import { hostileTexts } from "./support/hostile-texts.ts";
import { openComparisonReports } from "./support/open-comparison-reports.ts";
import { addFixtureExperiment } from "./support/realistic-experiments.ts";
import { addFixtureSuite, type FixtureSuite } from "./support/suite-fixture.ts";
import { addFixtureRun, type FixtureAnswer } from "./support/test-run-fixture.ts";

let db: Database;
let reports: ReturnType<typeof openComparisonReports>;
beforeEach(() => {
  db = openTestDatabase();
  reports = openComparisonReports(db);
});

const hostile = Object.values(hostileTexts);
const readHtml = async (experimentId: ExperimentId, language: "en" | "zh" = "en") => {
  const { text } = await reports.report({ experimentId, format: "html", language });
  return { text, document: new DOMParser().parseFromString(text, "text/html") };
};

const runOf = (suite: FixtureSuite, answer: (caseIndex: number) => FixtureAnswer | null, more = {}) =>
  addFixtureRun(suite, { ...more, answer: ({ caseIndex }) => answer(caseIndex) });

/** A comparison of two runs with a hostile text in every place that a model, a case or a person can put one. */
function addHostileComparison(): ExperimentId {
  const suite = addFixtureSuite(db, {
    name: "Suite <i>& | `x` @all",
    cases: hostile.length,
    checks: [{ type: "contains", value: "<b>", metric: "polite | <u>" }],
    caseOf: (index) => ({
      name: hostile[index] ?? "",
      inputs: { question: hostile[index] ?? "" },
      expected: hostile[index] ?? "",
      group: index % 5 === 0 ? `<p>${index}` : null,
    }),
  });
  const text = (index: number) => hostile[index % hostile.length] ?? "";
  const a = runOf(suite, (index) => ({ verdict: index % 3 === 0 ? "fail" : "pass", reply: text(index) }));
  const b = runOf(suite, (index) =>
    index % 7 === 3
      ? { verdict: "error", error: { code: "providers.bad-request", message: text(index), retryable: false } }
      : {
          verdict: index % 2 === 0 ? "pass" : "fail",
          reply: `${text(index)} ${text(index + 1)}`,
          scores: [{ state: index % 2 === 0 ? "pass" : "fail", reason: text(index) }],
        },
  );
  return addFixtureExperiment(db, [a.run, b.run]).experimentId;
}

describe("the HTML report of a comparison", () => {
  it("has nothing in it but text that a model, a case or a person brought, and loads nothing", async () => {
    const id = addHostileComparison();
    const allowed = new Set(
      "html head meta title style body main header section div p h1 h2 h3 span svg rect path text bdi br i b strong table tbody tr th td details summary pre dl dt dd code ins del footer".split(
        " ",
      ),
    );
    for (const language of ["en", "zh"] as const) {
      const { document } = await readHtml(id, language);
      expect(document.documentElement.lang).toBe(language);
      for (const element of document.querySelectorAll("*")) {
        expect(allowed, element.outerHTML.slice(0, 200)).toContain(element.tagName.toLowerCase());
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(/^on/);
          expect(["href", "src", "action", "srcdoc", "xlink:href"], value).not.toContain(name);
        }
      }
      expect(document.querySelectorAll("i").length).toBe(document.querySelectorAll(".range i").length);
      expect(document.querySelectorAll("b").length).toBe(document.querySelectorAll(".range b").length);
      expect(document.querySelectorAll("details.attempt")).toHaveLength(hostile.length);
      expect(document.querySelector("meta[http-equiv]")?.getAttribute("content")).toMatch(
        /^default-src 'none'; style-src 'unsafe-inline'/,
      );
      expect(document.body.textContent).not.toMatch(/[\p{Bidi_Control}\u200b\u2028\u2029]/u);
      expect(document.body.textContent).not.toMatch(/[^\n\t\P{Control}]/u);
      expect(document.body.textContent).not.toMatch(/undefined|NaN|\[object/);
      // The votes and the judgements that the fixture brought.
      expect(document.body.textContent).toContain(language === "en" ? "People, blind" : "人工盲选");
    }
  });

  it("says the verdict in one sentence, and under it what it was read from", async () => {
    const suite = addFixtureSuite(db, { cases: 60 });
    const a = runOf(suite, (index) => ({ verdict: index < 30 ? "pass" : "fail" }));
    const b = runOf(suite, (index) => ({ verdict: index < 54 && index !== 7 ? "pass" : "fail" }));
    const id = addFixtureComparison(suite, [[a, b]]);
    const { document } = await readHtml(id);
    const sentence = document.querySelector(".sentence");
    expect(sentence?.textContent).toBe("B is better");
    const told = document.querySelector(".reading")?.textContent ?? "";
    expect(told).toContain("+38.3 points");
    expect(told).toMatch(/95 % interval \+2\d\.\d to \+\d\d\.\d/);
    expect(told).toContain("60 cases · 1 broken · 24 fixed");
    const drawn = document.querySelector("svg.interval");
    expect(drawn?.getAttribute("aria-label")).toMatch(
      /^Difference \+38\.3 points, 95 % interval .* −5\.0 to \+5\.0$/,
    );
    // The interval lies wholly on B's side: right of nothing, and right of what does not matter.
    const zero = Number(/^M([\d.]+) /.exec(drawn?.querySelector(".zero")?.getAttribute("d") ?? "")?.[1]);
    const low = Number(/^M([\d.]+) /.exec(drawn?.querySelector(".whisker")?.getAttribute("d") ?? "")?.[1]);
    const band = drawn?.querySelector(".band");
    expect(low).toBeGreaterThan(zero);
    expect(low).toBeGreaterThan(Number(band?.getAttribute("x")) + Number(band?.getAttribute("width")));

    const chinese = await readHtml(id, "zh");
    expect(chinese.document.querySelector(".sentence")?.textContent).toBe("B 更好");
    expect(chinese.document.body.textContent).not.toMatch(/\b(cases|broken|fixed|interval)\b/);
  });

  it("has the broken cases first, both replies with the words that differ, and says what is left of many", async () => {
    const cases = mostCompared + 40;
    const suite = addFixtureSuite(db, { cases, checks: [] });
    const a = runOf(suite, () => ({ verdict: "pass", reply: "The parcel is on its way to you." }));
    const b = runOf(suite, (index) => ({
      verdict: index >= cases - 12 ? "fail" : "pass",
      reply: "The parcel is not on its way to you.",
    }));
    const { document, text } = await readHtml(addFixtureComparison(suite, [[a, b]]));
    const entries = [...document.querySelectorAll("details.attempt")];
    expect(entries).toHaveLength(mostCompared);
    expect(entries.slice(0, 12).every(({ classList }) => classList.contains("fail"))).toBe(true);
    expect(entries.slice(12).some(({ classList }) => classList.contains("fail"))).toBe(false);
    expect(entries[0]?.querySelectorAll(".sides > div")).toHaveLength(2);
    expect(
      [...(entries[0]?.querySelectorAll("ins") ?? [])].map(({ textContent }) => textContent?.trim()),
    ).toEqual(["not"]);
    expect(text).toContain(`${mostCompared} of ${cases} cases are shown`);
  });

  it("claims nothing where it cannot: too few cases, unlike checks, errors, a stop half way", async () => {
    const few = addFixtureSuite(db, { cases: 8 });
    const runs = (suite: FixtureSuite, more = {}) => [
      runOf(suite, () => ({ verdict: "fail" })),
      runOf(suite, () => ({ verdict: "pass" }), more),
    ];
    const short = await readHtml(addFixtureComparison(few, [runs(few)]));
    expect(short.document.querySelector(".sentence")?.textContent).toMatch(
      /^Cannot tell yet: about \S+ more cases?$/,
    );
    expect(short.document.querySelector(".reading .chip")?.textContent).toBe("Directional only: 8 cases");
    expect(short.document.querySelector(".reading")?.textContent).toContain("no p-value is shown");

    const enough = addFixtureSuite(db, { cases: 24 });
    const unlike = await readHtml(
      addFixtureComparison(enough, [runs(enough, { checksHash: "0".repeat(64) })]),
    );
    expect(unlike.document.querySelector(".sentence")?.textContent).toBe(
      "Not comparable: the replies were checked by different checks",
    );
    const halted = [
      runOf(enough, (index) => (index < 10 ? { verdict: "pass" } : null), { state: "capped" }),
      runOf(enough, (index) => (index < 9 ? { verdict: "fail" } : null), { state: "capped" }),
    ];
    const stopped = await readHtml(addFixtureComparison(enough, [halted]));
    expect(stopped.document.querySelector(".notice")?.textContent).toContain("Incomplete: 19 of 48 attempts");
    expect(stopped.document.querySelector(".reading")?.textContent).toMatch(/Left out: 15 not called/);
  });

  it("holds each of several arms against the first", async () => {
    const suite = addFixtureSuite(db, { cases: 30 });
    const runs = [0, 1, 2].map((arm) =>
      runOf(suite, (index) => ({
        verdict: index < 10 + arm * 8 ? "pass" : "fail",
        costUsd: 0.001 * (arm + 1),
        latencyMs: 100 * (3 - arm) + index,
      })),
    );
    const { document } = await readHtml(addFixtureComparison(suite, [runs]));
    expect(document.querySelectorAll(".reading")).toHaveLength(2);
    const headings = [...document.querySelectorAll("h2")].map(({ textContent }) => textContent);
    expect(headings).toContain("Cases side by side: B against A");
    expect(headings).toContain("Cases side by side: C against A");
    const told = document.body.textContent ?? "";
    expect(told).toContain("adjusted for several comparisons or looks (Holm)");
    expect(told).toMatch(/×2\.00 \(100(\.0)? % more\)/);
  });
});
