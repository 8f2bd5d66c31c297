import type { Message, PromptContent } from "../model/content.ts";
import type { PromptSpec, SpecConstraint } from "../model/spec.ts";
import type { Demand, Way } from "./demand.ts";
import { additions, shown } from "./demands-of-text.ts";
import type { Reading } from "./reading.ts";
import { demands, normalise, type Searched, says } from "./says.ts";
import { isOfUnit, type StatedLimit, statedLimits } from "./stated-limits.ts";
import { templateOf } from "./template-text.ts";
import { asksForTone } from "./tone-words.ts";
import { asksNothing, wordingOf } from "./wording.ts";

/** Every constraint of the spec is said, in the words that Lathe writes or in a person's own. */
export function demandsOfConstraints(content: PromptContent, spec: PromptSpec): Demand[] {
  return spec.constraints.flatMap((constraint, index): Demand[] => {
    if (asksNothing(constraint)) return [];
    const said = wordingOf(spec).constraint(constraint);
    const add = additions(content, spec, "rules", (format) => [templateOf(said, format)], "the rule");
    return [
      {
        rule: "constraint-missing",
        level: "error",
        where: `constraints[${index}]`,
        text: `The prompt does not say: ${shown(said)}`,
        data: { detail: constraint.kind, text: shown(said) },
        isMet: (reading) => isSaid(constraint, said, reading),
        ways: [...otherAmounts(content, constraint), ...add],
      },
    ];
  });
}

function isSaid(constraint: SpecConstraint, said: string, reading: Reading): boolean {
  const { instructions, content } = reading;
  switch (constraint.kind) {
    case "max-length":
    case "max-tokens": {
      const unit = constraint.kind === "max-tokens" ? "tokens" : constraint.unit;
      if (unit === "tokens" && (content.model.maxTokens ?? Number.POSITIVE_INFINITY) <= constraint.amount)
        return true;
      return statedLimits(instructions.text).some(
        (limit) => isOfUnit(limit.unit, unit) && !limit.isOfPart && limit.amount <= constraint.amount,
      );
    }
    case "tone":
      return asksForTone(instructions, constraint.text);
    case "must":
      return demands(instructions, constraint.text, false);
    case "must-not":
      return isWritten(instructions, said) || demands(instructions, constraint.text, true);
    case "other":
      return isWritten(instructions, said) || says(instructions, constraint.text);
  }
}

/** Word for word, as Lathe writes it. */
const isWritten = (instructions: Searched, said: string): boolean =>
  instructions.flat.includes(normalise(said).replaceAll("\n", " "));

/** A limit that is there with another number is changed, and not joined by a second one. */
function otherAmounts(content: PromptContent, constraint: SpecConstraint): Way[] {
  if (constraint.kind !== "max-length" && constraint.kind !== "max-tokens") return [];
  const unit: StatedLimit["unit"] = constraint.kind === "max-tokens" ? "tokens" : constraint.unit;
  const hasOther = content.messages.some(
    (message) => isInstruction(message) && limitsIn(message, unit).length > 0,
  );
  if (!hasOther) return [];
  return [
    {
      text: `Change the limit to ${constraint.amount}`,
      apply: (now) => ({
        ...now,
        messages: now.messages.map((message) =>
          isInstruction(message) ? withAmount(message, unit, constraint.amount) : message,
        ),
      }),
    },
  ];
}

type TextMessage = Extract<Message, { template: string }>;

const isInstruction = (message: Message): message is TextMessage =>
  message.role === "system" || message.role === "human";

const limitsIn = ({ template }: TextMessage, unit: StatedLimit["unit"]): StatedLimit[] =>
  statedLimits(template).filter((limit) => isOfUnit(limit.unit, unit) && !limit.isOfPart);

function withAmount(message: TextMessage, unit: StatedLimit["unit"], amount: number): TextMessage {
  let { template } = message;
  for (const { start, end } of limitsIn(message, unit).toReversed())
    template = template.slice(0, start) + amount + template.slice(end);
  return { ...message, template };
}
