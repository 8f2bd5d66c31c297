import type { MessageRole } from "../model/content.ts";
import { type OutputField, type PromptSpec, promptSpec, type SpecConstraint } from "../model/spec.ts";
import { demandsIn } from "../text/lint/demands.ts";
import { type SectionName, wordingOf } from "./wording.ts";

type Read = Partial<PromptSpec>;

/** A longer text is a document, and its headings are no spec. */
const longest = 60_000;

/**
 * The intent of a pasted prompt, as far as its form tells: what stands under headings, and who it says the model is. A
 * text without headings is the task. Nothing is left out on the way from the text to the spec. null: nothing could be read.
 */
export function readSpec(parts: readonly { role: MessageRole; text: string }[]): Read | null {
  const frame = parts.find(({ role }) => role === "system") ?? (parts.length === 1 ? parts[0] : undefined);
  if (frame === undefined || frame.text.trim() === "" || frame.text.length > longest) return null;
  const spec: Read = {};
  const sections = sectionsIn(frame.text);
  const isStructured = sections.some(({ name }) => name !== null);
  if (isStructured) for (const section of sections) readSection(spec, section);
  else {
    const { role, sentence, rest } = roleIn(frame.text);
    if (role !== null) spec.role = role;
    else if (sentence !== "") addContext(spec, sentence);
    else return null;
    if (rest !== "") spec.task = rest;
  }
  if (Object.keys(spec).length === 0) return null;
  spec.writtenIn = isChinese(frame.text) ? "zh" : "en";
  // A text that is too long for its field stays in the prompt, and out of the spec.
  const fitting = Object.entries(spec).filter(
    ([key, value]) => promptSpec.safeParse({ [key]: value }).success,
  );
  return Object.fromEntries(fitting) as Read;
}

interface TextSection {
  name: SectionName | null;
  heading: string;
  body: string;
}

const headingLine =
  /^(?:#{1,6}[ \t]+(?<hash>[^\n]{1,60}?)[ \t#]*|\*\*(?<bold>[^*\n]{1,60})\*\*[ \t]*[:：]?|【(?<wide>[^】\n]{1,30})】|(?<plain>[\p{L} ]{2,30})[:：])$/u;

const sectionNames: [SectionName, RegExp][] = [
  ["role", /^(?:(?:your )?role|persona|角色|身份|人设)$/i],
  ["context", /^(?:context|background|背景|背景信息|上下文)$/i],
  ["audience", /^(?:(?:target )?audience|readers?|读者|受众|目标用户|目标读者)$/i],
  ["task", /^(?:(?:your )?tasks?|objectives?|goals?|instructions?|任务|目标|指令|任务描述)$/i],
  [
    "rules",
    /^(?:rules|constraints|requirements|guidelines|limits|restrictions|要求|约束|约束条件|限制|规则|注意事项)$/i,
  ],
  [
    "output",
    /^(?:output|(?:output|response|answer|reply) format|format|输出|输出格式|格式|输出要求|回答格式)$/i,
  ],
  ["examples", /^(?:examples?|few-shot examples|示例|例子|样例|范例)$/i],
  ["language", /^(?:(?:output |reply )?language|语言|输出语言)$/i],
  ["input", /^(?:(?:user )?input|输入|用户输入)$/i],
];

export const sectionNamed = (heading: string): SectionName | null =>
  sectionNames.find(([, pattern]) => pattern.test(heading.trim()))?.[0] ?? null;

/** The section that a line opens, however the heading is marked. */
export const headingIn = (line: string): SectionName | null => {
  const groups = headingLine.exec(line.trim())?.groups;
  return sectionNamed(
    (groups?.hash ?? groups?.bold ?? groups?.wide ?? groups?.plain ?? "").replace(/[:：]$/, ""),
  );
};

function sectionsIn(text: string): TextSection[] {
  const sections: (TextSection & { lines: string[] })[] = [{ name: null, heading: "", body: "", lines: [] }];
  for (const line of text.split("\n")) {
    const groups = headingLine.exec(line.trim())?.groups;
    const heading = (groups?.hash ?? groups?.bold ?? groups?.wide ?? groups?.plain ?? "")
      .replace(/[:：]$/, "")
      .trim();
    const name = sectionNamed(heading);
    // A line that merely ends in a colon opens a section only where its name is known.
    const opens = heading !== "" && (name !== null || groups?.plain === undefined);
    if (opens) sections.push({ name, heading, body: "", lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections
    .map(({ name, heading, lines }) => ({ name, heading, body: lines.join("\n").trim() }))
    .filter(({ body }) => body !== "");
}

function readSection(spec: Read, { name, heading, body }: TextSection): void {
  switch (name) {
    case "role": {
      const { role, sentence, rest } = roleIn(body);
      if (sentence !== "") addContext(spec, sentence);
      const domain = /^(?:domain|所属领域|领域)\s*[:：]\s*([^\n]+)$/imu
        .exec(rest)?.[1]
        ?.replace(/[.。]$/, "");
      const others = rest.replace(ownRoleLines, "").trim();
      const isOneLine =
        role === null && sentence === "" && others !== "" && !body.includes("\n") && !variable.test(body);
      if (role !== null || isOneLine) spec.role = role ?? body.replace(/[.。]$/, "");
      if (domain !== undefined && !variable.test(domain)) spec.domain = domain;
      if (!isOneLine && others !== "") addContext(spec, others);
      return;
    }
    case "context":
      addContext(spec, body);
      return;
    case "audience":
      spec.audience = body
        .replace(/\n+/g, " ")
        .replace(/^(?:your readers|你的读者)\s*[:：]\s*/i, "")
        .replace(/[.。]$/, "");
      return;
    case "task":
      spec.task = spec.task === undefined ? body : `${spec.task}\n\n${body}`;
      return;
    case "rules":
      spec.constraints = [...(spec.constraints ?? []), ...itemsOf(body).map(readConstraint)];
      return;
    case "output":
      spec.output = readOutput(body);
      return;
    case "examples": {
      const examples = examplesIn(body);
      if (examples.length > 0) spec.examples = examples;
      else addContext(spec, `${heading}:\n${body}`);
      return;
    }
    case "language":
      spec.language = body
        .replace(
          /^(?:(?:please )?(?:write|answer|reply|respond)(?: the answer| your answer)? in|请?[用以])\s*/i,
          "",
        )
        .replace(/(?:来?(?:回答|回复|作答|输出))?[.。]?$/, "");
      return;
    case "input":
      return;
    default: {
      const { role, sentence, rest } =
        heading === "" ? roleIn(body) : { role: null, sentence: "", rest: body };
      if (role !== null && spec.role === undefined) spec.role = role;
      if (sentence !== "") addContext(spec, sentence);
      if (rest !== "") addContext(spec, heading === "" ? rest : `${heading}:\n${rest}`);
    }
  }
}

/** Sentences around a role or a domain that is a variable, and the domain's line. */
const ownRoleLines = /^(?:(?:you are|你是)\s*\{[^{}\n]*\}[.。]?|(?:domain|所属领域|领域)\s*[:：][^\n]*)$/gimu;

/** What Lathe writes around a spec's own words is written again, and need not be read. */
const ownLines: ReadonlySet<string> = new Set(
  (["en", "zh"] as const).flatMap((writtenIn) => {
    const { format, fields, examples } = wordingOf({ writtenIn });
    return [...Object.values(format), ...Object.values(fields), examples];
  }),
);

function addContext(spec: Read, text: string): void {
  spec.context = spec.context === undefined ? text : `${spec.context}\n\n${text}`;
}

const variable = /\{[\p{L}_][\p{L}\p{N}_]*\}/u;
const isVariable = (text: string): boolean => /^\{+[^{}]*\}+$/.test(text.trim());

/**
 * “You are a careful editor. …” → the role, and what follows. A role holds no variables: “You are a {tone} editor.” is
 * answered as a whole `sentence`, which is context.
 */
function roleIn(text: string): { role: string | null; sentence: string; rest: string } {
  const found =
    /^\s*(?:you are|you['’]re|act as|你是|您是|扮演)(?: now)?\s*(?<role>[^\n.。，；;]{2,200}?)\s*(?:[.。，；;]|\n|$)/iu.exec(
      text,
    );
  const role = found?.groups?.role;
  if (found === null || role === undefined || isVariable(role))
    return { role: null, sentence: "", rest: text.trim() };
  if (!variable.test(role)) return { role, sentence: "", rest: text.slice(found[0].length).trim() };
  const plain = text.trimStart();
  const sentence = /^[^\n.。]*[.。]?/u.exec(plain)?.[0] ?? "";
  return { role: null, sentence, rest: plain.slice(sentence.length).trim() };
}

/** Each item with the lines that are set in below it. */
function itemsOf(body: string): string[] {
  const items: string[] = [];
  for (const line of body.split("\n")) {
    const start = /^\s{0,3}(?:[-*•·]|\d{1,3}[.)、．])\s*(?<text>.*)$/u.exec(line)?.groups?.text;
    if (start !== undefined || items.length === 0) items.push(start ?? line);
    else if (line.trim() !== "") items[items.length - 1] += `\n${line.trim()}`;
  }
  return items.map((item) => item.trim()).filter((item) => item !== "");
}

const refusal = /^(?:do not|don['’]t|never|avoid|must not|不要|不得|不能|禁止|严禁|切勿|请勿|避免|勿)/i;

export function readConstraint(text: string): SpecConstraint {
  const tokens =
    /^(?:use )?(?:at most|no more than|up to|不超过|最多)\s*(\d{1,6})\s*个?\s*tokens?[.。]?$/i.exec(
      text,
    )?.[1];
  if (tokens !== undefined) return { kind: "max-tokens", amount: Number(tokens) };
  const [limit, another] = demandsIn(text);
  const isWhole = text.length < 60 && another === undefined && limit?.subject === "";
  if (
    isWhole &&
    limit.topic === "at-most" &&
    limit.amount > 0 &&
    /^(?:characters|words|sentences)$/.test(limit.value)
  )
    return {
      kind: "max-length",
      amount: limit.amount,
      unit: limit.value as "characters" | "words" | "sentences",
    };
  const tone = /^(?:tone|语气|语调)\s*[:：]\s*(?<tone>[^\n]+?)[.。]?$/iu.exec(text)?.groups?.tone;
  if (tone !== undefined) return { kind: "tone", text: tone };
  return refusal.test(text) ? { kind: "must-not", text } : { kind: "must", text };
}

const fieldLine =
  /^\s{0,20}[-*•]\s{0,20}[`"“]?(?<name>[\p{L}_][\p{L}\p{N}_]{0,60})[`"”]?\s{0,20}(?:[(（](?<type>[^)）\n]{0,60})[)）])?\s{0,20}(?:[:：](?<words>[^\n]*))?$/u;

function readOutput(body: string): PromptSpec["output"] {
  const format = /\bjson\b/i.test(body)
    ? "json"
    : /\btable\b|表格/i.test(body)
      ? "table"
      : /\b(?:bullet|list)\b|列表|逐条/i.test(body)
        ? "list"
        : /markdown/i.test(body) && !/(?:no|without|不用|不要)[^.。\n]{0,10}markdown/i.test(body)
          ? "markdown"
          : "text";
  const fields: OutputField[] = [];
  const rest: string[] = [];
  for (const line of body.split("\n")) {
    const groups = format === "json" || format === "table" ? fieldLine.exec(line)?.groups : undefined;
    if (groups?.name === undefined) {
      rest.push(line);
      continue;
    }
    fields.push({
      name: groups.name,
      type: typeNamed(groups.type ?? ""),
      description: (groups.words ?? "").trim(),
      required: !/optional|null|可省略|可选/i.test(groups.type ?? ""),
    });
  }
  return {
    format,
    description: rest
      .filter((line) => !ownLines.has(line.trim()))
      .join("\n")
      .trim(),
    fields,
  };
}

function typeNamed(words: string): OutputField["type"] {
  if (/bool|true|布尔|是否/i.test(words)) return "boolean";
  if (/list|array|列表|数组/i.test(words)) return "list";
  if (/number|integer|float|数字|整数|数值/i.test(words)) return "number";
  if (/object|对象/i.test(words)) return "object";
  return "text";
}

const longestExamples = 20_000;

const pairs = [
  /<input>\s*(?<input>[\s\S]*?)\s*<\/input>\s*<output>\s*(?<output>[\s\S]*?)\s*<\/output>/giu,
  /^\s*(?:\*\*)?(?:input|question|user|q|输入|问题|问|用户)(?:\*\*)?\s*[:：](?:\*\*)?\s*(?<input>[\s\S]*?)\n\s*(?:\*\*)?(?:output|answer|assistant|a|输出|回答|答|助手)(?:\*\*)?\s*[:：](?:\*\*)?\s*(?<output>[\s\S]*?)(?=\n\s*\n|\n\s*(?:\*\*)?(?:input|question|user|q|输入|问题|问|用户)(?:\*\*)?\s*[:：]|$(?![\s\S]))/gimu,
];

function examplesIn(body: string): PromptSpec["examples"] {
  if (body.length > longestExamples) return [];
  for (const pair of pairs) {
    const found = [...body.matchAll(pair)].map(({ groups }) => ({
      input: groups?.input?.trim() ?? "",
      output: groups?.output?.trim() ?? "",
    }));
    if (found.length > 0) return found;
  }
  return [];
}

function isChinese(text: string): boolean {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}+/gu)?.length ?? 0;
  return han > latin;
}
