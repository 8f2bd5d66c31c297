import { beforeEach, describe, expect, it } from "vitest";
import type { Output } from "#shared/contract/operations.ts";
import type { VoteChoice } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { type ExperimentBench, openExperimentBench } from "../../../tests/support/experiment-bench.ts";
import { cases } from "../../../tests/support/test-run-bench.ts";

type Ballot = NonNullable<Output<"experiments.ballot">["ballot"]>;

let bench: ExperimentBench;
beforeEach(() => {
  bench = openExperimentBench();
  // What was asked, so that a test knows whose reply it sees, where a page would not.
  bench.tests.script = async ({ messages }) => `answer to ${messages.at(-1)?.content}`;
});

const compare = async (count: number, more = {}): Promise<ExperimentId> =>
  (await bench.run(await bench.tests.addSuite(cases(count)), more)).experimentId;

const next = (experimentId: ExperimentId, rater = "") =>
  bench.lathe.call("experiments.ballot", { experimentId, rater });

const vote = (ballot: Ballot | null, choice: VoteChoice, rater = "") =>
  bench.lathe.call("experiments.vote", { ballot: ballot?.ballot ?? "", choice, rater });

const tally = async (experimentId: ExperimentId, pair = {}) =>
  (await bench.lathe.call("experiments.preferences", { experimentId, ...pair })).people;

/** The side on which arm B stands, which says “polite”. */
const sideOfB = (ballot: Ballot | null): "left" | "right" =>
  ballot?.left.endsWith("polite") === true ? "left" : "right";

/** Votes on all that is left; answers what was shown. */
async function voteAll(
  id: ExperimentId,
  choose: (ballot: Ballot) => VoteChoice,
  rater = "",
): Promise<Ballot[]> {
  const seen: Ballot[] = [];
  for (;;) {
    const { ballot } = await next(id, rater);
    if (ballot === null) return seen;
    seen.push(ballot);
    await vote(ballot, choose(ballot), rater);
  }
}

describe("a ballot", () => {
  it("tells nothing by which somebody could know the arms, were it read bit by bit", async () => {
    const id = await compare(1);
    const ballots: Ballot[] = [];
    for (let rater = 0; rater < 48; rater += 1) {
      const { ballot } = await next(id, `rater ${rater}`);
      if (ballot !== null) ballots.push(ballot);
    }
    expect(ballots).toHaveLength(48);
    expect(Object.keys(ballots[0] as Ballot).sort()).toEqual([
      "ballot",
      "caseName",
      "content",
      "left",
      "right",
    ]);
    const bitsOf = ({ ballot }: Ballot) =>
      [...Buffer.from(ballot, "base64url")].flatMap((byte) =>
        Array.from({ length: 8 }, (_, bit) => (byte >> bit) & 1),
      );
    const sides = ballots.map((ballot) => (sideOfB(ballot) === "left" ? 1 : 0));
    const tokens = ballots.map(bitsOf);
    const telling = (tokens[0] ?? []).flatMap((_, at) => {
      const agree = tokens.filter((bits, place) => bits[at] === sides[place]).length / tokens.length;
      return agree < 0.15 || agree > 0.85 ? [at] : [];
    });
    expect(new Set(sides).size).toBe(2);
    expect(telling).toEqual([]);
  });

  it("has each arm on its left about as often, so that a habit of the hand prefers none", async () => {
    const id = await compare(100);
    const seen = await voteAll(id, () => "left");
    const share = seen.filter((ballot) => sideOfB(ballot) === "left").length / seen.length;
    expect(seen).toHaveLength(100);
    expect(Math.abs(share - 0.5)).toBeLessThan(0.15);
    // Whoever always takes the left one prefers neither arm by it.
    const { winsA, winsB } = await tally(id);
    expect(winsB).toBe(Math.round(share * 100));
    expect(winsA + winsB).toBe(100);
  });

  it("is the same one when it is asked for again, and another one after the vote", async () => {
    const id = await compare(5);
    const first = await next(id);
    expect(await next(id)).toEqual(first);
    expect(first).toMatchObject({ voted: 0, total: 5 });
    await vote(first.ballot, "tie");
    const second = await next(id);
    expect(second).toMatchObject({ voted: 1, total: 5 });
    expect(second.ballot?.content.inputs).not.toEqual(first.ballot?.content.inputs);
    const seen = await voteAll(id, () => "tie");
    expect(new Set(seen.map(({ content }) => content.inputs.word)).size).toBe(4);
    expect(await next(id)).toEqual({ ballot: null, voted: 5, total: 5 });
  });

  it("comes to each rater in an order of their own, so that nobody's tiredness falls on the same cases", async () => {
    const id = await compare(12);
    const orders = await Promise.all(
      ["", "李雷", "Han"].map(async (rater) =>
        (await voteAll(id, () => "tie", rater)).map(({ content }) => content.inputs.word).join(),
      ),
    );
    expect(new Set(orders).size).toBe(3);
  });

  it("is not made of replies that are missing or the same, and the tally says how many were the same", async () => {
    bench.tests.script = async ({ messages }) => {
      const asked = String(messages.at(-1)?.content);
      if (asked.startsWith("Say w0 ")) return "the same";
      if (asked === "Say w1 polite") throw new Error("no answer");
      return `answer to ${asked}`;
    };
    const id = await compare(4);
    const seen = await voteAll(id, (ballot) => sideOfB(ballot));
    expect(seen.map(({ content }) => content.inputs.word).sort()).toEqual(["w2", "w3"]);
    expect(await tally(id)).toMatchObject({ winsA: 0, winsB: 2, ties: 0, errors: 0, identical: 1 });
  });

  it("is made where calls were drawn at random, of the first reply that each arm gave to a case", async () => {
    const id = await compare(6, { assign: "random", samples: 12 });
    const seen = await voteAll(id, (ballot) => sideOfB(ballot));
    expect(seen.length).toBeGreaterThan(3);
    for (const { left, right } of seen) expect(left.endsWith("plain")).toBe(right.endsWith("polite"));
    expect(await tally(id)).toMatchObject({ winsA: 0, winsB: seen.length });
  });
});

describe("a vote", () => {
  it("of two people on one case counts as one answer: what both say, or else a tie", async () => {
    const id = await compare(3);
    await voteAll(id, (ballot) => sideOfB(ballot), "Li");
    await voteAll(
      id,
      (ballot) =>
        ballot.content.inputs.word === "w0" ? (sideOfB(ballot) === "left" ? "right" : "left") : "tie",
      "Han",
    );
    expect(await tally(id)).toMatchObject({ winsA: 0, winsB: 2, ties: 1, p: null });
  });

  it("that was thought better of takes the place of the one before, and both stay stored", async () => {
    const id = await compare(1);
    const { ballot } = await next(id);
    await vote(ballot, "left");
    await vote(ballot, "right");
    const side = sideOfB(ballot);
    expect(await tally(id)).toMatchObject({
      winsB: side === "right" ? 1 : 0,
      winsA: side === "right" ? 0 : 1,
    });
    expect(bench.tests.db.get<{ n: number }>("votes", "SELECT count(*) AS n FROM experiment_votes")?.n).toBe(
      2,
    );
  });

  it("reads the other way round when the arms are named the other way round", async () => {
    const id = await compare(3);
    await voteAll(id, (ballot) => (ballot.content.inputs.word === "w0" ? "tie" : sideOfB(ballot)));
    const straight = await tally(id);
    expect(straight).toMatchObject({ a: 0, b: 1, winsA: 0, winsB: 2, ties: 1 });
    expect(straight.rate).toBeCloseTo(5 / 6, 12);
    const turned = await tally(id, { a: 1, b: 0 });
    expect(turned).toMatchObject({ a: 1, b: 0, winsA: 2, winsB: 0, ties: 1 });
    expect(turned.rate).toBeCloseTo(1 / 6, 12);
  });

  it.each<[string, (ballot: Ballot) => { ballot: string; rater?: string }]>([
    ["of somebody else's ballot", ({ ballot }) => ({ ballot, rater: "Han" })],
    [
      "on another case, by a ballot that was written by hand",
      ({ ballot }) => {
        const parts = Buffer.from(ballot, "base64url").toString().split(".");
        parts[2] = parts[2] === "0" ? "1" : "0";
        return { ballot: Buffer.from(parts.join(".")).toString("base64url") };
      },
    ],
    [
      "between arms that are no numbers",
      ({ ballot }) => ({
        ballot: Buffer.from(Buffer.from(ballot, "base64url").toString().replace(".0.1.", ".x.y.")).toString(
          "base64url",
        ),
      }),
    ],
    ["by what is no ballot", () => ({ ballot: "left=a" })],
    ["by nothing", () => ({ ballot: "" })],
  ])("%s is refused, and nothing is stored", async (_what, forge) => {
    const id = await compare(2);
    const { ballot } = await next(id);
    await expect(
      bench.lathe.call("experiments.vote", { choice: "left", ...forge(ballot as Ballot) }),
    ).rejects.toMatchObject({ code: "experiments.ballot-invalid" });
    expect(await tally(id)).toMatchObject({ winsA: 0, winsB: 0, ties: 0, rate: null, interval: null });
  });

  it("that a full disk does not take is refused, and the same pair is asked again", async () => {
    const id = await compare(2);
    const { ballot } = await next(id);
    const makeRoom = bench.tests.fillDisk();
    const refused = async () => {
      // What is free on the last page may take one more.
      for (let tries = 0; tries < 500; tries += 1) await vote(ballot, "left", "");
    };
    await expect(refused()).rejects.toMatchObject({ code: "store.disk-full" });
    const { winsA, winsB } = await tally(id);
    makeRoom();
    await vote(ballot, "tie");
    expect(winsA + winsB).toBeLessThanOrEqual(1);
    expect(await tally(id)).toMatchObject({ winsA: 0, winsB: 0, ties: 1 });
    expect((await next(id)).voted).toBe(1);
  });

  it("is told to every page, without saying what it was", async () => {
    const id = await compare(1);
    bench.tests.events.length = 0;
    await vote((await next(id)).ballot, "left");
    expect(bench.tests.events).toEqual([{ type: "experiment.changed", experimentId: id }]);
  });

  it("between an arm and itself, or one that is not there, is not offered", async () => {
    const id = await compare(1);
    for (const pair of [
      { a: 1, b: 1 },
      { a: 0, b: 2 },
    ])
      await expect(
        bench.lathe.call("experiments.ballot", { experimentId: id, ...pair }),
      ).rejects.toMatchObject({ code: "experiments.no-such-arm" });
  });
});
