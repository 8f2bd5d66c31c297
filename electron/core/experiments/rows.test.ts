import { beforeEach, describe, expect, it } from "vitest";
import type { Input } from "#shared/contract/operations.ts";
import type { Verdict } from "#shared/model/check.ts";
import type { ArmChange, ExperimentPlan } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { addFixtureComparison } from "../../../tests/support/comparison-fixture.ts";
import { openExperiments } from "../../../tests/support/open-experiments.ts";
import fc from "../../../tests/support/property.ts";
import { addFixtureSuite, type FixtureSuite, type SuiteWish } from "../../../tests/support/suite-fixture.ts";
import {
  addAttempt,
  addFixtureRun,
  type FixtureAnswer,
  type RunWish,
} from "../../../tests/support/test-run-fixture.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";

let db: Database;
let experiments: ReturnType<typeof openExperiments>;
beforeEach(() => {
  db = openTestDatabase();
  experiments = openExperiments(db);
});

const letters: Record<string, Verdict> = { p: "pass", f: "fail", e: "error", u: "unscored" };

/** A run whose case i has for its repeats the verdicts that the i-th word spells; “-”: not called. */
const runOf = (suite: FixtureSuite, fates: string, more: RunWish = {}) => {
  const words = fates.split(" ");
  return addFixtureRun(suite, {
    repeats: words[0]?.length ?? 1,
    ...more,
    answer: ({ caseIndex, repeat, ...place }) => {
      const verdict = letters[words[caseIndex]?.[repeat] ?? "-"];
      if (verdict === undefined) return null;
      return { ...more.answer?.({ caseIndex, repeat, ...place }), verdict } as FixtureAnswer;
    },
  });
};

const suiteOf = (cases: number, more: Partial<SuiteWish> = {}) => addFixtureSuite(db, { cases, ...more });
const rowsOf = (id: ExperimentId, more: Partial<Input<"experiments.rows">> = {}) =>
  experiments.lathe.call("experiments.rows", { experimentId: id, ...more });

const compare = (fates: string[], plan: Partial<ExperimentPlan> = {}, more: Partial<SuiteWish> = {}) => {
  const suite = suiteOf(fates[0]?.split(" ").length ?? 0, more);
  const runs = fates.map((fate) => runOf(suite, fate));
  return { suite, runs, id: addFixtureComparison(suite, [runs], plan) };
};

describe("the cases side by side", () => {
  it("show what broke first, then what is fixed, what nobody knows and what is the same, and count all of them", async () => {
    const { id } = compare(["p f p f e p", "p p f f p u"]);
    const { rows, total, counts } = await rowsOf(id);
    expect(rows.map(({ row, change }) => [row, change])).toEqual([
      [2, "broken"],
      [1, "fixed"],
      [4, "unknown"],
      [5, "unknown"],
      [0, "same"],
      [3, "same"],
    ]);
    expect([total, counts]).toEqual([6, { broken: 1, fixed: 1, unknown: 2, same: 2 }]);
    const broken = await rowsOf(id, { filter: { change: "broken" }, sort: "case" });
    expect(broken).toMatchObject({ total: 1, counts, rows: [{ row: 2, caseName: "Case 3" }] });
  });

  it("hold the arm that is asked for against the first, and not always the second", async () => {
    const { id } = compare(["p p", "p f", "f p"]);
    const changes = async (versus: number) =>
      (await rowsOf(id, { versus, sort: "case" })).rows.map(({ change }) => change);
    expect(await changes(1)).toEqual(["same", "broken"]);
    expect(await changes(2)).toEqual(["broken", "same"]);
    await expect(changes(3)).rejects.toMatchObject({ code: "experiments.no-such-arm" });
  });

  it("decide a case by most of its repeats, and show the first reply that decides", async () => {
    const suite = suiteOf(3);
    const reply = (arm: string): RunWish => ({
      answer: ({ caseIndex, repeat }) => ({ verdict: "pass", reply: `${arm}${caseIndex}.${repeat}` }),
    });
    const id = addFixtureComparison(suite, [
      [runOf(suite, "fpp pfe eu-", reply("a")), runOf(suite, "ffp ppp ppf", reply("b"))],
    ]);
    const { rows } = await rowsOf(id, { sort: "case" });
    expect(rows.map(({ change }) => change)).toEqual(["broken", "unknown", "unknown"]);
    expect(rows.map(({ arms }) => arms.map(({ verdict, reply }) => [verdict, reply]))).toEqual([
      [
        ["pass", "a0.1"],
        ["fail", "b0.0"],
      ],
      [
        ["unscored", "a1.1"],
        ["pass", "b1.0"],
      ],
      [
        ["error", "a2.0"],
        ["pass", "b2.0"],
      ],
    ]);
    expect(rows[2]?.arms[0]).toMatchObject({
      passed: 0,
      failed: 0,
      errored: 1,
      made: 2,
      planned: 3,
      value: null,
    });
    expect(rows[0]?.arms[0]?.value).toBeCloseTo(2 / 3);
  });

  it("compare other metrics by their value, and of latency less is better", async () => {
    const suite = suiteOf(4);
    const taking = (list: (number | null)[]) =>
      addFixtureRun(suite, {
        answer: ({ caseIndex }) => ({
          verdict: "pass",
          latencyMs: list[caseIndex] ?? null,
          recorded: caseIndex === 3,
        }),
      });
    const id = addFixtureComparison(suite, [[taking([100, 100, 100, 100]), taking([90, 110, 100, 1])]], {
      metric: { kind: "latency" },
    });
    const { rows } = await rowsOf(id, { sort: "case" });
    expect(rows.map(({ change, arms }) => [change, arms[1]?.value])).toEqual([
      ["fixed", 90],
      ["broken", 110],
      ["same", 100],
      ["unknown", null],
    ]);
    expect(rows[3]?.arms[1]).toMatchObject({ recorded: true, latencyMs: 1 });
  });

  it("are there before anything was answered, with what is asked", async () => {
    const suite = suiteOf(2, { caseOf: (index) => ({ tags: ["billing", `n${index}`] }) });
    const empty = () => addFixtureRun(suite, { state: "running", answer: () => null });
    const { rows, counts } = await rowsOf(addFixtureComparison(suite, [[empty(), empty()]]));
    expect(counts).toEqual({ fixed: 0, broken: 0, same: 0, unknown: 2 });
    expect(rows[1]).toMatchObject({
      row: 1,
      caseIndex: 1,
      caseId: suite.cases[1]?.caseId,
      caseName: "Case 2",
      tags: ["billing", "n1"],
      arms: [
        { attempt: null, verdict: null, reply: "", made: 0, planned: 1 },
        { attempt: null, verdict: null, reply: "", made: 0, planned: 1 },
      ],
    });
    expect(rows[1]?.inputs).toContain("Where is my order 2?");
    expect(rows[1]?.expected).toContain("Your order 2 is on its way");
  });

  it("keep their places while results come in, and come in the order of attention when it stands still", async () => {
    const suite = suiteOf(3);
    const first = runOf(suite, "p p p");
    const other = runOf(suite, "p - -", { state: "running" });
    const id = addFixtureComparison(suite, [[first, other]]);
    const places = async () => (await rowsOf(id)).rows.map(({ row, change }) => `${row} ${change}`);
    expect(await places()).toEqual(["0 same", "1 unknown", "2 unknown"]);
    addAttempt(
      suite,
      other.run,
      { cell: 2, caseIndex: 2, repeat: 0, model: "simulator/default", at: "2026-11-24T12:30:00.000Z" },
      { verdict: "fail" },
    );
    expect(await places()).toEqual(["0 same", "1 unknown", "2 broken"]);
    db.run("ended", "UPDATE test_run_states SET state = 'cancelled' WHERE run = @run", { run: other.run });
    expect(await places()).toEqual(["2 broken", "1 unknown", "0 same"]);
  });

  it("are found by a text in the case or in the reply of any arm, in any case of letters", async () => {
    const suite = suiteOf(4, { caseOf: (index) => ({ notes: index === 0 ? "About ÄPFEL" : "" }) });
    const saying = (words: string[]) =>
      addFixtureRun(suite, {
        answer: ({ caseIndex }) => ({ verdict: "pass", reply: words[caseIndex] ?? "" }),
      });
    const id = addFixtureComparison(suite, [
      [saying(["x", "äpfel", "x", "x"]), saying(["x", "x", "Äpfel!", "x"])],
    ]);
    const { rows, total, counts } = await rowsOf(id, { filter: { text: " äpfel " }, sort: "case" });
    expect(rows.map(({ row }) => row)).toEqual([0, 1, 2]);
    expect([total, counts.same]).toEqual([3, 4]);
    expect(await rowsOf(id, { filter: { text: "nowhere" } })).toMatchObject({ rows: [], total: 0 });
  });

  it("show the beginning of a long reply and say so, the calls of tools where there are no words, and why it failed", async () => {
    const suite = suiteOf(3, { checks: [{ type: "contains", value: "x", metric: "polite" }] });
    const long = "🌱".repeat(1_201);
    const list: FixtureAnswer[] = [
      { verdict: "pass", reply: long, scores: [{ state: "fail", reason: "It weighs nothing." }] },
      { verdict: "pass", reply: "", toolCalls: [{ id: "1", name: "look_up", arguments: '{"order":7}' }] },
      { verdict: "fail", reply: "Hm.", scores: [{ state: "fail", reason: "It is not polite." }] },
    ];
    const run = addFixtureRun(suite, { answer: ({ caseIndex }) => list[caseIndex] ?? null });
    const faulty = addFixtureRun(suite, { answer: () => ({ verdict: "error", latencyMs: null }) });
    const { rows } = await rowsOf(addFixtureComparison(suite, [[run, faulty]]), { sort: "case" });
    const [first, second, third] = rows.map(({ arms }) => arms[0]);
    expect([first?.reply === "🌱".repeat(1_200), first?.isCut, first?.reason]).toEqual([true, true, ""]);
    expect(second?.reply).toContain("look_up");
    expect(third).toMatchObject({ reason: "It is not polite.", isCut: false, score: 0 });
    expect(rows[0]?.arms[1]).toMatchObject({ verdict: "error", errored: 1 });
    expect(rows[0]?.arms[1]?.reason).toContain("asks to slow down");
  });

  it("of several rounds are numbered through, and know which round and which case they are", async () => {
    const suite = suiteOf(3);
    const asked = (bits: number, fates: string) =>
      runOf(suite, fates, { plan: { places: Buffer.from([bits]).toString("base64") } });
    const id = addFixtureComparison(suite, [
      [asked(0b100, "- - p"), asked(0b100, "- - p")],
      [asked(0b011, "p p -"), asked(0b011, "f p -")],
    ]);
    const { rows } = await rowsOf(id);
    expect(rows.map(({ row, round, caseIndex, change }) => [row, round, caseIndex, change])).toEqual([
      [1, 1, 0, "broken"],
      [0, 0, 2, "same"],
      [2, 1, 1, "same"],
    ]);
    expect(rows[0]?.caseName).toBe("Case 1");
  });

  it("whole are what was asked and every attempt of every arm, in the order of the repeats", async () => {
    const { suite, id } = compare(["pf fp", "p- ff"]);
    const whole = await experiments.lathe.call("experiments.case", {
      experimentId: id,
      round: 0,
      caseIndex: 0,
    });
    expect(whole.content.inputs).toEqual(suite.cases[0]?.content.inputs);
    expect(whole.arms.map((own) => own.map(({ repeat, verdict }) => [repeat, verdict]))).toEqual([
      [
        [0, "pass"],
        [1, "fail"],
      ],
      [[0, "pass"]],
    ]);
    for (const place of [
      { round: 1, caseIndex: 0 },
      { round: 0, caseIndex: 2 },
    ])
      await expect(
        experiments.lathe.call("experiments.case", { experimentId: id, ...place }),
      ).rejects.toMatchObject({ code: "experiments.no-such-case" });
  });
});

it("every window of any comparison is what one would get by looking at each case by itself", async () => {
  const fate = fc.constantFrom("p", "f", "e", "u", "-");
  const word = (repeats: number) => fc.array(fate, { minLength: repeats, maxLength: repeats });
  const comparison = fc.integer({ min: 1, max: 3 }).chain((repeats) =>
    fc.integer({ min: 1, max: 9 }).chain((cases) =>
      fc.record({
        arms: fc.array(fc.array(word(repeats), { minLength: cases, maxLength: cases }), {
          minLength: 2,
          maxLength: 3,
        }),
        change: fc.option(fc.constantFrom<ArmChange>("fixed", "broken", "same", "unknown"), {
          nil: undefined,
        }),
        sort: fc.constantFrom("attention" as const, "case" as const),
        offset: fc.nat(9),
        limit: fc.integer({ min: 1, max: 9 }),
      }),
    ),
  );
  const decide = (fates: string[]) =>
    Math.sign(fates.filter((one) => one === "p").length - fates.filter((one) => one === "f").length);
  await fc.assert(
    fc.asyncProperty(comparison, async ({ arms, change, sort, offset, limit }) => {
      const { id } = compare(arms.map((own) => own.map((fates) => fates.join("")).join(" ")));
      const versus = arms.length - 1;
      const naive = (arms[0] ?? []).map((fates, row) => {
        const [was, is] = [decide(fates), decide(arms[versus]?.[row] ?? [])];
        const known = was !== 0 && is !== 0;
        return { row, change: known ? (was === is ? "same" : is > was ? "fixed" : "broken") : "unknown" };
      });
      const listed = naive.filter((one) => change === undefined || one.change === change);
      const rank = ({ change }: { change: string }) => ["broken", "fixed", "unknown", "same"].indexOf(change);
      if (sort === "attention") listed.sort((one, other) => rank(one) - rank(other) || one.row - other.row);
      const { rows, total } = await rowsOf(id, {
        versus,
        sort,
        offset,
        limit,
        filter: change === undefined ? {} : { change },
      });
      expect(total).toBe(listed.length);
      expect(rows.map(({ row, change }) => ({ row, change }))).toEqual(listed.slice(offset, offset + limit));
      for (const { row, arms: shown } of rows)
        for (const [arm, { passed, failed, errored, made }] of shown.entries()) {
          const fates = arms[arm]?.[row] ?? [];
          const count = (letter: string) => fates.filter((one) => one === letter).length;
          expect([passed, failed, errored, made]).toEqual([
            count("p"),
            count("f"),
            count("e"),
            fates.length - count("-"),
          ]);
        }
    }),
    { numRuns: 60 },
  );
});
