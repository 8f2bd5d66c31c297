import { type Price, type PriceEntry, price as priceModel } from "#shared/model/provider.ts";

/** Figures in US dollars per million tokens, as a number field gives them; "" is none. */
export interface PriceForm {
  provider: string;
  model: string;
  input: number | string;
  cachedInput: number | string;
  output: number | string;
  reasoning: number | string;
  /** YYYY-MM-DD */
  asOf: string;
}

export type PriceField = keyof PriceForm;
export type PriceProblem =
  | "providerMissing"
  | "modelMissing"
  | "figureMissing"
  | "figureInvalid"
  | "dateInvalid";
export type PriceProblems = Partial<Record<PriceField, PriceProblem>>;

export const emptyPriceForm = (today: string): PriceForm => ({
  provider: "",
  model: "",
  input: "",
  cachedInput: "",
  output: "",
  reasoning: "",
  asOf: today,
});

/** Editing dates the figures to today: whoever types them has just looked them up. */
export const priceFormOf = ({ provider, model, price }: PriceEntry, today: string): PriceForm => ({
  provider,
  model,
  input: price.inputPerMillion,
  cachedInput: price.cachedInputPerMillion ?? "",
  output: price.outputPerMillion,
  reasoning: price.reasoningPerMillion ?? "",
  asOf: today,
});

const fieldOf: Record<string, PriceField> = {
  inputPerMillion: "input",
  cachedInputPerMillion: "cachedInput",
  outputPerMillion: "output",
  reasoningPerMillion: "reasoning",
  asOf: "asOf",
};

export function readPriceForm(
  form: PriceForm,
): { price: Price; problems?: undefined } | { price?: undefined; problems: PriceProblems } {
  const problems: PriceProblems = {};
  if (form.provider.trim() === "") problems.provider = "providerMissing";
  if (form.model.trim() === "") problems.model = "modelMissing";
  const parsed = priceModel.safeParse({
    inputPerMillion: figure(form.input),
    cachedInputPerMillion: figure(form.cachedInput),
    outputPerMillion: figure(form.output),
    reasoningPerMillion: figure(form.reasoning),
    asOf: form.asOf,
  });
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldOf[String(issue.path[0])];
    if (field === undefined) continue;
    problems[field] =
      field === "asOf" ? "dateInvalid" : form[field] === "" ? "figureMissing" : "figureInvalid";
  }
  return parsed.success && Object.keys(problems).length === 0 ? { price: parsed.data } : { problems };
}

/** An emptied field is an absent figure, never 0: a free model is priced 0 on purpose. */
const figure = (value: number | string): number | string | undefined => (value === "" ? undefined : value);
