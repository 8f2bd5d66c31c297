import { LatheError } from "#shared/contract/errors.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { type ExperimentBench, openExperimentBench } from "../support/experiment-bench.ts";
import { cases } from "../support/test-run-bench.ts";

/* What tests/reference/verdicts.py is asked about: comparisons that the whole core made of scripted replies. */

/** 0 ≤ x < 1 that the words alone decide: FNV-1a, and the finalizer of MurmurHash3. */
export function chanceOf(...words: (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const letter of words.join(" ")) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}

/** How a model answers; chances by style. */
interface Model {
  name: string;
  yes: Record<string, number>;
  errors?: Record<string, number>;
  /** Of replies whose price nobody knows, that cost nothing, and that are recordings. */
  unpriced?: number;
  free?: number;
  recorded?: number;
}

/** Hard cases are hard for all arms; repeats differ a little. */
export function answering(bench: ExperimentBench, { name, yes, ...model }: Model): void {
  bench.tests.script = async (request) => {
    const [, word = "", style = ""] = (request.messages.at(-1)?.content ?? "").split(" ");
    const own = [name, word, style, request.repeatIndex];
    if (chanceOf("error", ...own) < (model.errors?.[style] ?? 0))
      throw new LatheError({ code: "providers.server-error", message: "It failed." });
    const draw = (what: string) => 0.6 * chanceOf(what, name, word) + 0.4 * chanceOf(what, ...own);
    const says = (what: string, shift = 0) => draw(what) < (yes[style] ?? 0.5) + shift;
    return {
      reply: {
        text: `${says("yes") ? "yes" : "no"} ${says("kind", 0.2) ? "kind" : "cold"} ${says("short", 0.1) ? "short" : "long"}`,
      },
      latencyMs: Math.round(400 * (1 + chanceOf("ms", name, word)) * (0.8 + chanceOf("ms", ...own))),
      costUsd:
        chanceOf("unpriced", ...own) < (model.unpriced ?? 0)
          ? null
          : chanceOf("free", ...own) < (model.free ?? 0)
            ? 0
            : Number(
                (0.001 * (1 + chanceOf("usd", name, word)) * (0.9 + chanceOf("usd", ...own))).toFixed(7),
              ),
      recorded: chanceOf("recorded", ...own) < (model.recorded ?? 0),
    };
  };
}

const yesOnly = [{ type: "contains" as const, value: "yes" }];
const three = [
  { type: "contains" as const, value: "yes", weight: 2 },
  { type: "contains" as const, value: "kind", metric: "tone" },
  { type: "contains" as const, value: "short", metric: "length" },
];
const inGroups = (count: number, groups: number, name = "doc") =>
  cases(count, (index) => ({ group: `${name} ${Math.floor(chanceOf("group", index) * groups)}` }));

type Wish = Parameters<ExperimentBench["run"]>[1];

interface Scenario {
  model: Omit<Model, "name">;
  suite: ReturnType<typeof cases>;
  checks?: typeof yesOnly | typeof three;
  styles?: string[];
  wish?: Wish;
  extend?: number;
}

export const scenarios: Record<string, Scenario> = {
  "pass, once, a few errors": {
    model: { yes: { plain: 0.45, polite: 0.62 }, errors: { plain: 0.02, polite: 0.03 } },
    suite: cases(120),
    checks: yesOnly,
  },
  "pass, once, B much worse": {
    model: { yes: { plain: 0.7, polite: 0.4 } },
    suite: cases(40),
    checks: yesOnly,
  },
  "all agree": { model: { yes: { plain: 1.5, polite: 1.5 } }, suite: cases(40), checks: yesOnly },
  "all agree, many": {
    model: { yes: { plain: 1.5, polite: 1.5 } },
    suite: cases(120),
    checks: yesOnly,
    wish: { delta: 0.1 },
  },
  "under twenty cases": {
    model: { yes: { plain: -1, polite: 1.5 } },
    suite: cases(19),
    checks: yesOnly,
  },
  "pass, three times": {
    model: { yes: { plain: 0.5, polite: 0.6 } },
    suite: cases(50),
    checks: yesOnly,
    wish: { repeats: 3 },
  },
  "score, in groups, some unpriced": {
    model: { yes: { plain: 0.45, polite: 0.6 }, unpriced: 0.1 },
    suite: inGroups(70, 18),
    checks: three,
    wish: { metric: { kind: "score" } },
  },
  "named check, some recorded": {
    model: { yes: { plain: 0.4, polite: 0.55 }, recorded: 0.2 },
    suite: cases(60),
    checks: three,
    wish: { metric: { kind: "check", name: "tone" } },
  },
  "latency, twice": {
    model: { yes: { plain: 0.5, polite: 0.5 }, errors: { plain: 0.01, polite: 0.01 } },
    suite: cases(45),
    checks: three,
    wish: { metric: { kind: "latency" }, repeats: 2, delta: 0.1 },
  },
  "cost, some of it 0": {
    model: { yes: { plain: 0.5, polite: 0.5 }, free: 0.1 },
    suite: cases(40),
    checks: yesOnly,
    wish: { metric: { kind: "cost" } },
  },
  "more than one error in twenty": {
    model: { yes: { plain: 0.2, polite: 0.9 }, errors: { polite: 0.12 } },
    suite: cases(60),
    checks: yesOnly,
  },
  "random, pass": {
    model: { yes: { plain: 0.4, polite: 0.6 }, errors: { plain: 0.02 } },
    suite: cases(80),
    checks: yesOnly,
    wish: { assign: "random", seed: 4 },
  },
  "random, score, several times": {
    model: { yes: { plain: 0.45, polite: 0.55 } },
    suite: cases(30),
    checks: three,
    wish: { assign: "random", samples: 90, metric: { kind: "score" }, seed: 9 },
  },
  "random, in groups": {
    model: { yes: { plain: 0.4, polite: 0.6 } },
    suite: inGroups(90, 25),
    checks: yesOnly,
    wish: { assign: "random", seed: 2 },
  },
  "three arms": {
    model: { yes: { plain: 0.4, polite: 0.5, brief: 0.6 } },
    suite: cases(90),
    checks: three,
    styles: ["plain", "polite", "brief"],
    wish: { metric: { kind: "score" } },
  },
  "four arms, pass": {
    model: { yes: { plain: 0.4, polite: 0.62, brief: 0.55, calm: 0.42 } },
    suite: cases(100),
    checks: yesOnly,
    styles: ["plain", "polite", "brief", "calm"],
  },
  "two rounds": {
    model: { yes: { plain: 0.35, polite: 0.65 } },
    suite: cases(90),
    checks: yesOnly,
    wish: { cases: 40, mayExtend: true },
    extend: 30,
  },
  "three rounds that do not suffice": {
    model: { yes: { plain: 0.5, polite: 0.6 } },
    suite: cases(60),
    checks: yesOnly,
    wish: { cases: 20, mayExtend: true },
    extend: 20,
  },
};

/** Runs it through the core as a page would; `isTurned`: with the last arm first. */
export async function playScenario(
  name: string,
  isTurned = false,
): Promise<{ bench: ExperimentBench; id: ExperimentId }> {
  const { model, suite, checks = yesOnly, styles, wish = {}, extend } = scenarios[name] as Scenario;
  const bench = openExperimentBench();
  answering(bench, { name, ...model });
  const suiteId = await bench.tests.addSuite(suite, checks);
  const named = styles ?? ["plain", "polite"];
  const arms = (isTurned ? named.toReversed() : named).map((style) => ({
    promptId: bench.tests.promptId,
    source: { kind: "content" as const, content: bench.styled(style) },
  }));
  const id = await bench.start(suiteId, { ...wish, arms });
  await bench.follow(id);
  if (extend !== undefined) {
    await bench.lathe.call("experiments.extend", { experimentId: id, cases: extend });
    await bench.follow(id);
  }
  return { bench, id };
}

/** What is in the store, by a statement of its own: a row for each attempt that counts. */
export const storedAttempts = ({ tests: { db } }: ExperimentBench) =>
  db
    .all<{ row: string }>(
      "attempts of the experiment",
      `SELECT json_array(r.round, r.position, a.case_id, a.repeat, c.group_name, a.verdict, a.score, a.latency_ms, a.cost_usd,
         a.recorded, (SELECT json_group_object(s.name, CASE s.state WHEN 'error' THEN 'error' ELSE s.score END)
           FROM test_scores s WHERE s.attempt = a.sequence AND s.state IN ('pass', 'fail', 'error'))) AS row
       FROM experiment_runs r JOIN test_attempts a ON a.run = r.run AND a.is_current = 1
         JOIN case_contents c ON c.hash = a.case_hash
       ORDER BY r.round, r.position, a.cell`,
    )
    .map(({ row }) => JSON.parse(row));
