import { readSpecRequest, type SpecRequest } from "#shared/design/spec-request.ts";
import { statedLimits } from "#shared/design/stated-limits.ts";
import type { ModelRequest } from "../model-call.ts";
import { fieldsInText } from "./field-list.ts";
import { type Instructions, readInstructions, type Tone } from "./instructions.ts";
import { requestedLanguage } from "./language.ts";
import { kindOf, wordsOfKind } from "./spec-words.ts";

/** The reply to a request for a spec: what the task's own words say, and what is good practice for a task of its kind. */
export function proposeSpec(request: ModelRequest): string | null {
  const asked = readSpecRequest(request.messages);
  if (asked === null) return null;
  return JSON.stringify(specOf(asked), null, 2);
}

type Constraint = { kind: string; text: string | null; amount: number | null; unit: string | null };

function specOf({ task, writtenIn, variables }: SpecRequest) {
  const plain = task.trim();
  const instructions = readInstructions(plain, { settings: {}, outputSchema: null });
  const kind = kindOf(plain, instructions);
  const words = wordsOfKind(kind, writtenIn);
  const language = requestedLanguage(plain);
  const format = formatOf(plain, instructions);
  const unused = variables.filter((name) => !plain.includes(`{${name}}`) && name !== "user_input");
  return {
    useCase: plain.split("\n")[0]?.slice(0, 120) ?? "",
    role: words.role,
    domain: words.domain,
    audience: "",
    context: unused.map((name) => `${name}: {${name}}`).join("\n"),
    task: [plain, ...words.steps].join("\n"),
    constraints: [
      ...lengths(plain),
      ...toneOf(plain, instructions, writtenIn),
      ...labelRule(instructions, writtenIn),
      ...words.must.map((text) => rule("must", text)),
      ...words.mustNot.map((text) => rule("must-not", text)),
    ],
    output: { format, description: "", fields: fieldsOf(plain, format) },
    examples: [],
    language: language === null ? "" : languageNames[writtenIn][language],
  };
}

const rule = (kind: string, text: string): Constraint => ({ kind, text, amount: null, unit: null });

function lengths(task: string): Constraint[] {
  const [first] = statedLimits(task).filter(({ unit }) => unit !== "tokens");
  if (first === undefined) return [];
  const unit = first.unit === "signs" ? "characters" : first.unit;
  return [{ kind: "max-length", text: null, amount: first.amount, unit }];
}

/** In the task's own words where it names a tone. */
function toneOf(task: string, { tone }: Instructions, writtenIn: "en" | "zh"): Constraint[] {
  const named =
    /(?:语气|语调|口吻)(?:要|应|为|是|[:：])?\s*([^，。；、\n]{1,20})/u.exec(task)?.[1] ??
    /\b(?:in an? )?([a-z]+(?:(?:,| and|, and) [a-z]+){0,2}) tone\b/i
      .exec(task)?.[1]
      ?.replace(/^(?:in )?an? /i, "");
  if (named !== undefined) return [rule("tone", named.trim())];
  return tone === null ? [] : [rule("tone", toneWords[writtenIn][tone])];
}

function labelRule({ labels, task }: Instructions, writtenIn: "en" | "zh"): Constraint[] {
  if (labels.length < 2 || task !== "classify") return [];
  return writtenIn === "zh"
    ? [rule("must", `只从这些类别中选一个：${labels.join("、")}。`)]
    : [rule("must", `Choose exactly one of: ${labels.join(", ")}.`)];
}

function formatOf(task: string, { json, form }: Instructions): string {
  if (json) return "json";
  if (/\btable\b|表格/i.test(task)) return "table";
  if (form !== "prose") return "list";
  return /\bmarkdown\b/i.test(task) ? "markdown" : "text";
}

function fieldsOf(task: string, format: string) {
  if (format !== "json") return [];
  const properties = (fieldsInText(task)?.properties ?? {}) as Record<string, { type?: string }>;
  return Object.entries(properties).map(([name, { type }]) => ({
    name,
    type: types[type ?? ""] ?? "text",
    description: "",
    required: true,
  }));
}

const types: Record<string, string> = {
  number: "number",
  integer: "number",
  boolean: "boolean",
  array: "list",
  object: "object",
};

const toneWords: Record<"en" | "zh", Record<Tone, string>> = {
  en: { friendly: "friendly", formal: "professional", apologetic: "apologetic", concise: "concise" },
  zh: { friendly: "友好", formal: "专业", apologetic: "诚恳致歉", concise: "简洁" },
};

const languageNames = {
  en: { en: "English", zh: "Simplified Chinese", fr: "French", de: "German", es: "Spanish", ja: "Japanese" },
  zh: { en: "英文", zh: "简体中文", fr: "法文", de: "德文", es: "西班牙文", ja: "日文" },
} as const;
