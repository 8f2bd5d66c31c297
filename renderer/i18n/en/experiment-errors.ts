/** The words of the errors of comparisons; see `errors.ts`. */
export const experimentErrors = {
  "ballot-invalid": {
    title: "The vote was not counted",
    message:
      "It is about replies that are not there any more, or was meant for somebody else. Vote on the next ones.",
  },
  "cannot-look": {
    title: "Cases cannot be added later here",
    message: "That is possible only where every case goes through every arm. Choose paired, or leave it out.",
  },
  "cannot-stop-early": {
    title: "It cannot stop early here",
    message:
      "That is possible only where every case goes through every arm once. Choose paired with one repeat, or leave it out.",
  },
  incomplete: {
    title: "Not everything has been called yet",
    message: "Resume the comparison first; cases can be added when it is done.",
  },
  "judge-capped": {
    title: "The judge reached the cap",
    message:
      "The next pair could cost more than is left of it. What was judged is kept: ask again with a higher cap for the rest.",
  },
  "judge-failed": {
    title: "The judge gave no answer that can be used",
    message: "{{message}}",
  },
  "judge-price-unknown": {
    title: "A cap needs a price",
    message:
      "Nobody knows what a call of {{model}} costs, so a cap cannot be kept. Enter its price in Settings, or ask without a cap.",
  },
  judging: {
    title: "A judge is at work already",
    message: "It is comparing the replies of this comparison. Wait for it, or stop it first.",
  },
  "made-of-runs": {
    title: "No cases can be added here",
    message: "These are test runs that were there already. Start a new comparison to ask more.",
  },
  "no-cases-left": {
    title: "No case is left",
    message: "Every case of the suite has been asked already. Add cases to the suite first.",
  },
  "no-such-arm": {
    title: "This comparison has no such arm",
    message: "Choose from the arms that it has.",
  },
  "no-such-case": {
    title: "This case is not here",
    message: "It is not among the cases that were compared. Open the comparison again.",
  },
  "no-such-check": { title: "There is no such check", message: "{{message}}" },
  "not-extendable": {
    title: "No cases can be added here",
    message:
      "The plan of this comparison does not allow it: adding cases after a look would make chance look like a difference. Start a new one on all cases.",
  },
  "not-found": { title: "This comparison is not here", message: "It is not in the workspace." },
  "nothing-missing": {
    title: "This comparison is complete",
    message: "Nothing is missing. Add cases to it, or start a new one.",
  },
  "run-empty": { title: "There is nothing to compare yet", message: "{{message}}" },
  "run-has-models": { title: "This test run asked several models", message: "{{message}}" },
  "run-twice": {
    title: "The same test run twice",
    message: "A test run cannot be compared with itself. Choose each run once.",
  },
  "same-arms": {
    title: "Two arms are the same",
    message:
      "Arms {{first}} and {{second}} have one text, one model and the same settings. Change one of them. To see how the method fares without a difference (A/A), choose the same saved version for all arms, and call live.",
  },
  "still-running": {
    title: "This comparison is under way",
    message: "Pause it, or wait until it stands still.",
  },
  "stopped-early": {
    title: "This comparison was certain already",
    message: "It was certain before all was called, so the rest was not called. Start a new one to ask more.",
  },
  "terms-changed": {
    title: "A pass means something else now",
    message:
      "The suite's checks, its threshold or its judge are others than when this comparison was started, so new results would not fit to the old ones. Start a new one, or put them back.",
  },
  "too-many-calls": {
    title: "Too many calls for so few cases",
    message:
      "A case is asked {{repeats}} times at most, which makes {{most}} calls per arm here. Ask for fewer, or add cases.",
  },
};
