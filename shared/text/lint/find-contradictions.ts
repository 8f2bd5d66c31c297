import type { PromptContent } from "../../model/content.ts";
import { cutText } from "../cut-text.ts";
import { type Demand, demandsIn } from "./demands.ts";
import type { Finding, MessagePlace } from "./finding.ts";

interface PlacedDemand extends Demand {
  place: MessagePlace;
  words: string;
}

/** Two demands on the same reply that no reply can meet, and demands that the reply format of the prompt rules out. */
export function findContradictions(content: PromptContent): Finding[] {
  const demands = content.messages.flatMap((message, index): PlacedDemand[] =>
    message.role === "system" || message.role === "human"
      ? demandsIn(message.template).map((demand) => ({
          ...demand,
          place: { in: "message", index, start: demand.start, end: demand.end },
          words: cutText(message.template.slice(demand.start, demand.end).replace(/\s+/g, " ").trim(), 60),
        }))
      : [],
  );
  const found: Finding[] = [];
  for (const [kind, contradicts] of Object.entries(contradictions)) {
    const pair = firstPair(demands, contradicts);
    if (pair === null) continue;
    const [first, second] = pair;
    found.push({
      rule: "contradictory-format",
      level: "warning",
      place: second.place,
      data: { kind, first: first.words, second: second.words },
      other: first.place,
    });
  }
  const { responseFormat = "text" } = content.model;
  const other = demands.find(({ topic, subject }) => topic === "format" && subject === "");
  if (responseFormat !== "text" && other !== undefined) {
    found.push({
      rule: "contradictory-format",
      level: "warning",
      place: other.place,
      data: { kind: "setting", first: other.words, second: responseFormat },
      other: { in: "setting", name: "responseFormat" },
    });
  }
  return found;
}

type Test = (a: Demand, b: Demand) => boolean;

const contradictions: Record<string, Test> = {
  "json-and-other": (a, b) =>
    a.topic === "json" &&
    b.topic === "format" &&
    (a.isStrict || b.isStrict) &&
    a.subject === "" &&
    b.subject === "",
  "plain-and-marked": (a, b) =>
    (a.topic === "no-markdown" && b.topic === "format" && b.value === "markdown") ||
    (a.topic === "format" &&
      a.value === "plain" &&
      b.topic === "format" &&
      (b.value === "markdown" || b.value === "table")),
  "word-and-reasons": (a, b) => a.topic === "one-word" && b.topic === "reasons" && b.subject === "",
  languages: (a, b) =>
    a.topic === "language" && b.topic === "language" && a.value !== b.value && a.subject === b.subject,
  lengths: (a, b) =>
    a.topic === "at-most" &&
    b.topic === "at-least" &&
    a.value === b.value &&
    a.amount < b.amount &&
    a.subject === b.subject,
};

/** A hostile text repeats one demand without end; a person's text holds a handful. */
const maxDemands = 60;

/** The first two, in the order of the text, that contradict each other; not two parts of one sentence. */
function firstPair(demands: readonly PlacedDemand[], contradicts: Test): [PlacedDemand, PlacedDemand] | null {
  const compared = demands.slice(0, maxDemands);
  for (const [at, second] of compared.entries()) {
    for (const first of compared.slice(0, at)) {
      const isOneSentence = first.place.index === second.place.index && first.sentence === second.sentence;
      if (!isOneSentence && (contradicts(first, second) || contradicts(second, first)))
        return [first, second];
    }
  }
  return null;
}
