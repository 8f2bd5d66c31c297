import type { Row } from "../database.ts";
import {
  bestFirst,
  countMade,
  countsAsRow,
  type Keeping,
  keepRow,
  keepTable,
  mostNamed,
  tableOf,
} from "./keep-rows.ts";

/**
 * Experiments with what was read from them; after the test runs. None without a run for each of its arms, and a round
 * only where it has all of them: the others would be compared with nothing. An arm that is lost is made again from its
 * run; a plan is not.
 */
export function* keepExperiments(keeping: Keeping): Generator<void> {
  indexByExperiment(keeping);
  const lost: string[] = [];
  const kept = new Set<unknown>();
  for (const row of yield* findExperiments(keeping)) {
    yield;
    // A second one of one name would be refused, but would have used up its number.
    if (kept.has(row.id)) continue;
    kept.add(row.id);
    const links = findLinks(keeping, row.sequence);
    const rounds = wholeRounds(links);
    if (rounds === 0) {
      lost.push(`Comparison ${row.id} on “${row.suite_name}” is lost, because a test run of it is.`);
      continue;
    }
    if (rounds < new Set(links.map(({ round }) => round)).size)
      lost.push(
        `Of comparison ${row.id} on “${row.suite_name}” the cases that were added last are lost, because a test run of them is.`,
      );
    keepRow(keeping, "experiments", row);
    keepArms(keeping, row.sequence, links);
    for (const { round, position, run } of links) {
      if (run !== null && round < rounds)
        keepRow(keeping, "experiment_runs", { experiment: row.sequence, round, position, run });
    }
  }
  yield* noteUnplanned(keeping, lost);
  keeping.notes.push(...lost.slice(0, mostNamed));
  if (lost.length > mostNamed)
    keeping.notes.push(`${lost.length - mostNamed} more comparisons have lost test runs.`);
  yield* keepTable(keeping, "experiment_verdicts", onlyOneOf(keeping));
  yield* keepTable(keeping, "experiment_votes", `${isOfKept} AND ${isArm("left_arm")}`);
  yield* keepTable(keeping, "experiment_judgements", isOfKept);
}

/** By the number of its experiment alone, each row is found among hundreds of thousands. */
function indexByExperiment({ db }: Keeping): void {
  db.raw.exec(
    `CREATE INDEX found.kept_links ON experiment_runs (experiment);
     CREATE INDEX found.kept_arms ON experiment_arms (experiment, position)`,
  );
}

type Experiment = Row & { sequence: number };

function* findExperiments(keeping: Keeping): Generator<void, Experiment[]> {
  const table = tableOf(keeping, "experiments");
  const rows = keeping.db.all<Experiment>(
    "found experiments",
    `SELECT t.* FROM found.experiments t WHERE ${countsAsRow(keeping, table)}
       AND t.suite_id IN (SELECT id FROM main.suites) ${bestFirst(table)}`,
  );
  yield;
  const best = [...new Map(rows.toReversed().map((row) => [row.sequence, row])).values()];
  return best.sort((one, other) => one.sequence - other.sequence);
}

/** `run`: null where it is lost. */
interface Link {
  round: number;
  position: number;
  run: number | null;
}

/** The test runs that it is known to have had, one for each place. */
function findLinks(keeping: Keeping, experiment: number): Link[] {
  const runs = tableOf(keeping, "experiment_runs");
  const arms = tableOf(keeping, "experiment_arms");
  const rows = keeping.db.all<Link & Row>(
    "found runs of an experiment",
    `SELECT t.round, t.position, r.sequence AS run FROM found.experiment_runs t
       LEFT JOIN main.test_runs r ON r.sequence = t.run
     WHERE t.experiment = @experiment AND ${countsAsRow(keeping, runs)} ${bestFirst(runs)}`,
    { experiment },
  );
  const links = new Map(rows.toReversed().map((row) => [`${row.round} ${row.position}`, row as Link]));
  const positions = keeping.db.all<{ position: number }>(
    "found arms of an experiment",
    `SELECT DISTINCT t.position FROM found.experiment_arms t
     WHERE t.experiment = @experiment AND ${countsAsRow(keeping, arms)}`,
    { experiment },
  );
  // An arm whose run no row names any more.
  for (const { position } of positions)
    if (!links.has(`0 ${position}`)) links.set(`0 ${position}`, { round: 0, position, run: null });
  return [...links.values()].sort((one, other) => one.round - other.round || one.position - other.position);
}

/** How many of its rounds, from the first on, have a run for each arm. */
function wholeRounds(links: Link[]): number {
  const arms = links.reduce((most, { position }) => Math.max(most, position), 0) + 1;
  if (arms < 2) return 0;
  const isWhole = (round: number) =>
    links.filter((link) => link.round === round && link.run !== null).length === arms;
  let rounds = 0;
  while (isWhole(rounds)) rounds += 1;
  return rounds;
}

function keepArms(keeping: Keeping, experiment: number, links: Link[]): void {
  const { db } = keeping;
  const table = tableOf(keeping, "experiment_arms");
  for (const { position, run } of links.filter(({ round }) => round === 0)) {
    const found = db.get(
      "found arm",
      `SELECT t.*, v.id AS version_id FROM found.experiment_arms t LEFT JOIN main.versions v ON v.id = t.version_id
       WHERE t.experiment = @experiment AND t.position = @position AND ${countsAsRow(keeping, table)}
         AND t.prompt_id IN (SELECT id FROM main.prompts) AND t.content_hash IN (SELECT hash FROM main.contents)
       ${bestFirst(table)} LIMIT 1`,
      { experiment, position },
    );
    // What was set for this arm only is part of the text that its run has.
    const made = () =>
      db.get(
        "arm of a test run",
        `SELECT @experiment AS experiment, @position AS position, prompt_id, prompt_name, version_id, version,
           plan_json ->> '$.models[0]' AS model, '{}' AS settings_json, content_hash
         FROM main.test_runs WHERE sequence = @run`,
        { experiment, position, run },
      );
    const arm = found ?? made();
    if (arm === undefined) continue;
    keepRow(keeping, "experiment_arms", arm);
    if (found === undefined) countMade(keeping, "experiment_arms");
  }
}

/** Of experiments whose own row is lost: what was to be compared, and how, stood there alone. */
function* noteUnplanned(keeping: Keeping, lost: string[]): Generator<void> {
  const arms = tableOf(keeping, "experiment_arms");
  const rows = keeping.db.all<{ names: string }>(
    "arms of lost experiments",
    `SELECT group_concat(DISTINCT '“' || t.prompt_name || '”') AS names FROM found.experiment_arms t
     WHERE ${countsAsRow(keeping, arms)} AND t.experiment NOT IN
       (SELECT x.sequence FROM found.experiments x) GROUP BY t.experiment ORDER BY t.experiment`,
  );
  yield;
  for (const { names } of rows)
    lost.push(`A comparison of ${names} is lost, because its plan is; its test runs are there.`);
}

const isArm = (column: string) =>
  `EXISTS (SELECT 1 FROM main.experiment_arms a WHERE a.experiment = t.experiment AND a.position = t.${column})`;
const isOfKept = `t.arm_a <> t.arm_b AND ${isArm("arm_a")} AND ${isArm("arm_b")}
  AND EXISTS (SELECT 1 FROM main.experiment_runs r WHERE r.experiment = t.experiment AND r.round = t.round)`;

/** Of one state of the evidence there is one verdict; a second would be refused, but would have used up its number. */
function onlyOneOf(keeping: Keeping): string {
  const table = tableOf(keeping, "experiment_verdicts");
  return `t.rowid IN (SELECT found FROM (SELECT t.rowid AS found,
      row_number() OVER (PARTITION BY t.experiment, t.evidence ${bestFirst(table)}) AS place
    FROM found.experiment_verdicts t WHERE ${countsAsRow(keeping, table)}) WHERE place = 1)`;
}
