import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import type { Input } from "#shared/contract/operations.ts";
import { caseContent } from "#shared/model/suite.ts";
import { startI18n } from "../../../i18n/i18n.ts";
import { renderInPage } from "../../../ui/render-in-page.tsx";
import { experimentOf, tallyOf, verdictScenes } from "../verdict/verdict-scenes.ts";
import { tallyLines } from "./tally-text.ts";

const { host, script } = await vi.hoisted(async () =>
  (await import("../../settings/scripted-host.ts")).scriptedHost(),
);
vi.mock("../../../host/host.ts", () => ({ host, session: "test" }));
const { i18n } = await import("../../../i18n/i18n.ts");
const { createVotes } = await import("./votes-store.ts");
const { VotesView } = await import("./VotesView.tsx");

let votes: Input<"experiments.vote">[] = [];
let asked: Input<"experiments.ballot">[] = [];
const total = 3;
const content = caseContent.parse({ inputs: { question: "Where is it?" }, expected: "Here." });

beforeEach(async () => {
  await startI18n("en");
  // Parts of the kit ask for sizes, which jsdom has none of.
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  votes = [];
  asked = [];
  localStorage.clear();
  script["experiments.preferences"] = () => ({ people: tallyOf({ winsA: 77 }), judge: null });
  script["experiments.vote"] = (vote) => {
    votes.push(vote);
    return null;
  };
  script["experiments.ballot"] = (input) => {
    asked.push(input);
    const voted = votes.length;
    const ballot = {
      ballot: `ballot-${voted}`,
      caseName: `Case no ${voted}`,
      content,
      left: "L",
      right: "R",
    };
    return { ballot: voted < total ? ballot : null, voted, total };
  };
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const experiment = experimentOf([verdictScenes.bBetter]);
const show = async (shown = experiment) => {
  renderInPage(<VotesView experiment={shown} />);
  return screen.findByRole("region", { name: "Blind vote" });
};
const press = (key: string, target: Element = document.activeElement ?? document.body) =>
  act(async () => void fireEvent.keyDown(target, { key }));

it("votes by the keys alone, each vote for the pair that was in front, and ends with the tally", async () => {
  await show();
  await screen.findByText("Case no 0");
  await press("ArrowLeft");
  await screen.findByText("Case no 1");
  expect(screen.queryByText(/77/)).toBeNull();
  await press("ArrowDown");
  await screen.findByText("Case no 2");
  screen.getByText("2 of 3");
  await press("ArrowRight");
  await screen.findByText("You have voted on every pair");
  expect(votes.map(({ ballot, choice }) => `${ballot} ${choice}`)).toEqual([
    "ballot-0 left",
    "ballot-1 tie",
    "ballot-2 right",
  ]);
  await screen.findAllByText(/A 77/);
});

it("a second press before the next pair is there is no vote for a pair nobody has seen", async () => {
  let answer = () => {};
  script["experiments.vote"] = (vote) => {
    votes.push(vote);
    return new Promise((resolve) => {
      answer = () => resolve(null);
    });
  };
  await show();
  await screen.findByText("Case no 0");
  await press("ArrowLeft");
  await press("ArrowLeft");
  await press("ArrowRight");
  await act(async () => answer());
  await screen.findByText("Case no 1");
  expect(votes).toHaveLength(1);
});

it("a vote that could not be stored is told, and the pair stays", async () => {
  script["experiments.vote"] = () => {
    throw new LatheError({ code: "store.disk-full", message: "full" });
  };
  await show();
  await screen.findByText("Case no 0");
  await press("ArrowLeft");
  expect((await screen.findByRole("alert")).textContent).toContain("The vote was not stored");
  screen.getByText("Case no 0");
});

it("keys that belong to a field, a button or a long reply are not taken for votes", async () => {
  await show();
  await screen.findByText("Case no 0");
  await press("ArrowLeft", screen.getByRole("textbox"));
  await press(" ", screen.getByRole("button", { name: /Right is better/ }));
  await press("ArrowDown", screen.getByRole("region", { name: "Left reply" }));
  expect(votes).toEqual([]);
  await press("ArrowRight", screen.getByRole("region", { name: "Left reply" }));
  expect(votes).toHaveLength(1);
});

it("replies, names and inputs are text, whatever is in them", async () => {
  const hostile = "<img src=x onerror=alert(1)>{{count}}$t(shell.undo)";
  script["experiments.ballot"] = () => ({
    ballot: {
      ballot: "b",
      caseName: hostile,
      content: { ...content, inputs: { question: hostile } },
      left: hostile,
      right: "",
    },
    voted: 0,
    total,
  });
  await show();
  expect(await screen.findAllByText(hostile)).toHaveLength(3);
  expect(document.querySelector("img")).toBeNull();
  screen.getByText("An empty reply");
});

it("another rater begins with the pairs that this one has not judged, and is remembered", async () => {
  await show();
  await screen.findByText("Case no 0");
  const field = screen.getByRole("textbox");
  fireEvent.change(field, { target: { value: " Ada " } });
  await act(async () => void fireEvent.blur(field));
  await screen.findByText("Case no 0");
  expect(asked.at(-1)?.rater).toBe("Ada");
  cleanup();
  await show();
  await screen.findByText("Case no 0");
  expect(asked.at(-1)?.rater).toBe("Ada");
});

it("the tally is told before the end only to who asks for it", async () => {
  await show();
  await screen.findByText("Case no 0");
  expect(screen.queryByRole("button", { name: "Reveal the tally" })).toBeNull();
  await press("ArrowLeft");
  await screen.findByText("Case no 1");
  fireEvent.click(screen.getByRole("button", { name: "Reveal the tally" }));
  await screen.findAllByText(/A 77/);
});

it("of calls that were drawn at random it says why there are no pairs", async () => {
  script["experiments.ballot"] = () => ({ ballot: null, voted: 0, total: 0 });
  await show({ ...experiment, assign: "random", plan: { ...experiment.plan, assign: "random" } });
  await screen.findByText(/drawn at random/);
});

it("of three arms another two begin with their own pairs, and a late answer about the first two is dropped", async () => {
  const answers: (() => void)[] = [];
  script["experiments.ballot"] = ({ a = 0, b = 1 }) =>
    new Promise((resolve) => {
      const ballot = { ballot: `${a} ${b}`, caseName: "", content, left: "L", right: "R" };
      answers.push(() => resolve({ ballot, voted: 0, total }));
    });
  const store = createVotes(host, experiment.experimentId, "");
  store.open();
  store.choosePair({ a: 1, b: 2 });
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  for (const answer of answers.reverse()) answer();
  await vi.waitFor(() => expect(store.useVotes.getState().next?.ballot?.ballot).toBe("1 2"));
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
  expect(store.useVotes.getState().next?.ballot?.ballot).toBe("1 2");
});

describe("a tally", () => {
  it("under 20 decisive pairs claims only a direction", () => {
    const lines = tallyLines(i18n.t, tallyOf({ winsA: 2, winsB: 9, ties: 30, p: 0.03 })).join("\n");
    expect(lines).toContain("Directional only");
    expect(lines).not.toContain("0.03");
  });

  it("counts errors for neither, and says how often a judge turned round", () => {
    const lines = tallyLines(i18n.t, tallyOf({ errors: 2, identical: 5, flipRate: 0.25, costUsd: null }));
    expect(lines).toContain("2 pairs ended in an error and count for neither.");
    expect(lines).toContain("Turned round with the order: 25% of the pairs. They count as ties.");
    expect(lines).toContain("5 pairs say the same in both arms and are not asked.");
    expect(lines.at(-1)).toContain("unknown");
  });
});
