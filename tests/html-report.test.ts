// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import type { Database } from "#core/store/database.ts";
import { openTestDatabase } from "#core/store/open-database.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import { mostShown } from "#shared/reports/html-report.ts";
import { addHostileRun, type HostileRun } from "./support/hostile-run.ts";
import { hostileTexts } from "./support/hostile-texts.ts";
import { readReport } from "./support/open-results.ts";
import { addFixtureSuite } from "./support/suite-fixture.ts";
import { addFixtureRun } from "./support/test-run-fixture.ts";

let db: Database;
let lathe: HostileRun["lathe"];
let testRunId: TestRunId;
const total = Object.keys(hostileTexts).length;

beforeEach(async () => {
  db = openTestDatabase();
  ({ lathe, testRunId } = await addHostileRun(db));
});

const report = (language: "en" | "zh" = "en") => readReport(lathe, { testRunId, format: "html", language });
const parsed = (text: string) => new DOMParser().parseFromString(text, "text/html");

describe("the HTML report", () => {
  it("has nothing in it but text that a model, a case or a person brought", async () => {
    for (const language of ["en", "zh"] as const) {
      const { text, fileName, mediaType } = await report(language);
      expect(mediaType).toBe("text/html");
      expect(fileName).toMatch(/^Prompt of .*\.html$/);
      const document = parsed(text);
      expect(document.documentElement.lang).toBe(language);
      const allowed = new Set(
        "html head meta title style body main header section div p h1 h2 h3 span svg rect path bdi br i b strong table tbody tr th td label input details summary pre dl dt dd code ins del a footer".split(
          " ",
        ),
      );
      for (const element of document.querySelectorAll("*")) {
        expect(allowed, element.outerHTML.slice(0, 200)).toContain(element.tagName.toLowerCase());
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(/^on/);
          expect(["href", "src", "action", "srcdoc"], value).not.toContain(name);
        }
      }
      expect(document.querySelectorAll("i").length).toBe(
        document.querySelectorAll(".stack i, .range i").length,
      );
      expect(document.querySelectorAll("b").length).toBe(document.querySelectorAll(".range b").length);
      expect(document.querySelectorAll("details.attempt")).toHaveLength(total);
      expect(document.querySelector("meta[http-equiv]")?.getAttribute("content")).toMatch(
        /^default-src 'none'; style-src 'unsafe-inline'/,
      );
      // Characters that turn the order of a text around, or hide in it, are written out.
      expect(document.body.textContent).not.toMatch(/[\p{Bidi_Control}\u200b\u2028\u2029]/u);
      expect(document.body.textContent).not.toMatch(/[^\n\t\P{Control}]/u);
      expect(document.body.textContent).toContain("user ⟨U+202E⟩gnp.exe⟨U+202C⟩");
    }
  });

  it("has what needs attention first, each attempt under its verdict, and marks of people", async () => {
    const document = parsed((await report()).text);
    const verdicts = [...document.querySelectorAll("details.attempt")].map(({ classList }) => classList[1]);
    const order = ["error", "fail", "unscored", "pass"];
    expect(verdicts).toEqual(
      verdicts.toSorted((one, other) => order.indexOf(one ?? "") - order.indexOf(other ?? "")),
    );
    expect(document.querySelectorAll("details.regressed").length).toBe(
      verdicts.filter((verdict) => verdict === "fail").length,
    );
    const marked = document.querySelectorAll("details.marked");
    expect(marked).toHaveLength(1);
    expect(marked[0]?.textContent).toContain("<b>good</b> | =1+1");
    // With a filter that is chosen, and no script.
    expect(document.querySelector<HTMLInputElement>("#show-marked")).not.toBeNull();
    expect(document.querySelector("script")).toBeNull();
  });

  it("says that it holds not all of a large run, and never drops a failure for a pass", async () => {
    const cases = mostShown + 50;
    const suite = addFixtureSuite(db, { cases, checks: [] });
    const large = addFixtureRun(suite, {
      answer: ({ caseIndex }) => ({ verdict: caseIndex >= cases - 20 ? "fail" : "pass" }),
    });
    const { text } = await readReport(lathe, { testRunId: large.testRunId, format: "html" });
    expect(text.match(/<details class="attempt/g)).toHaveLength(mostShown);
    expect(text.match(/<details class="attempt fail/g)).toHaveLength(20);
    expect(text).toContain("2,000 of 2,050 attempts are shown");
  });

  it("tells of a run that is not complete that it is not", async () => {
    const suite = addFixtureSuite(db, { cases: 4 });
    const capped = addFixtureRun(suite, {
      state: "capped",
      error: { code: "tests.capped", message: "The cap of $1.00 was reached.", retryable: false },
      answer: ({ caseIndex }) => (caseIndex < 3 ? { verdict: "pass" } : null),
    });
    const { text } = await readReport(lathe, { testRunId: capped.testRunId, format: "html" });
    expect(text).toContain("Incomplete: 3 of 4 attempts were made.");
    expect(text).toContain("The cap of $1.00 was reached.");
    const markdown = await readReport(lathe, { testRunId: capped.testRunId, format: "markdown" });
    expect(markdown.text).toContain("Incomplete: 3 of 4");
  });
});
