import { z } from "zod";
import { check } from "../model/check.ts";
import { promptContent } from "../model/content.ts";
import { agreement, testAttempt, testRun } from "../model/test-run.ts";
import type { ReportWriter } from "./report-data.ts";
import { reproducibility } from "./reproducibility.ts";

export const jsonReportSchema = "lathe.test-report/1";

const call = testAttempt.shape.calls.element.pick({ requestHash: true, reply: true });

/**
 * What a JSON report holds: the run with its sums, what it takes to make it again, and every attempt whole, in the order of
 * the plan. Money is in US dollars and null where it is unknown; times are ISO-8601 UTC; rates are 0..1.
 */
export const jsonReport = z.object({
  schema: z.literal(jsonReportSchema),
  run: testRun,
  /** The same as in every other form of report: by field, as text. */
  reproducibility: z.record(z.string(), z.string()),
  prompt: promptContent,
  checks: z.array(check),
  agreement: z.array(agreement),
  baseline: z
    .object({
      testRunId: z.string(),
      version: z.string().nullable(),
      createdAt: z.string(),
      passRate: z.number().nullable(),
      regressed: z.int(),
      fixed: z.int(),
    })
    .nullable(),
  attempts: z.array(testAttempt.extend({ calls: z.array(call) })),
});

/** One attempt a line, so that it can be read line by line too. */
export const writeJson: ReportWriter = async function* (head, pages) {
  const { run, content: prompt, checks, agreement, baseline } = head;
  const fields = Object.fromEntries(reproducibility(head).map(({ field, value }) => [field, value]));
  const start = {
    schema: jsonReportSchema,
    run,
    reproducibility: fields,
    prompt,
    checks,
    agreement,
    baseline,
  };
  yield `${JSON.stringify(start, null, 2).replace(/\n\}$/, "")},\n  "attempts": [`;
  let isFirst = true;
  for await (const page of pages) {
    let text = "";
    for (const attempt of page) {
      text += `${isFirst ? "" : ","}\n    ${JSON.stringify(attempt)}`;
      isFirst = false;
    }
    yield text;
  }
  yield "\n  ]\n}\n";
};
