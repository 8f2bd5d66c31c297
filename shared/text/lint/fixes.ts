import type { Message, PromptContent, Variable } from "../../model/content.ts";
import { isNameTaken } from "../check-content.ts";
import { withSnippets } from "../snippet-references.ts";
import { parseTemplate } from "../template.ts";
import { asItLooks } from "./find-hidden-characters.ts";
import { moveSystemUp } from "./find-role-order.ts";
import { holdsSecret } from "./find-secrets.ts";
import { closestName } from "./find-similar-names.ts";
import type { Finding, MessagePlace } from "./finding.ts";
import { templateFixes } from "./template-fixes.ts";

/** A way out of a finding: the content as it is afterwards. */
export interface Fix {
  kind:
    | "declare"
    | "write"
    | "escape"
    | "close-section"
    | "remove-variable"
    | "remove-message"
    | "remove-snippet"
    | "move-up"
    | "wrap"
    | "make-variable"
    | "clear-values"
    | "remove-characters";
  /** What its words name. */
  name: string;
  /** Whether it may be applied to every finding of its rule at one press. */
  isSafe: boolean;
  apply(content: PromptContent): PromptContent;
}

/**
 * What can be done about a finding of this very content, the likeliest first; empty where only thinking helps. A fix
 * changes nothing outside the finding's place but for a variable that it declares or removes.
 */
export function fixesFor(content: PromptContent, finding: Finding): Fix[] {
  const { place } = finding;
  if (place.in === "variable") return variableFixes(content, finding, place.index);
  if (place.in === "snippet") return snippetFixes(finding, place.index);
  const message = content.messages[place.index];
  if (message === undefined) return [];
  if (message.role === "history") return [];
  // The words stand in the snippet's own text, which is not changed from here.
  if (finding.data.snippet !== undefined) {
    const { name = "" } = finding.data;
    return finding.rule === "unknown-variable"
      ? [{ kind: "declare", name, isSafe: true, apply: declareText(name) }]
      : [];
  }
  return messageFixes(content, finding, place, message.template);
}

function snippetFixes({ data: { name = "" } }: Finding, index: number): Fix[] {
  const apply = (now: PromptContent) => withSnippets(now, (now.snippets ?? []).toSpliced(index, 1));
  return [{ kind: "remove-snippet", name, isSafe: true, apply }];
}

/** Mends everything of a rule that a safe fix mends, from the last place to the first, so that the places stay right. */
export function fixAll(
  content: PromptContent,
  findings: readonly Finding[],
  rule: Finding["rule"],
): PromptContent {
  let mended = content;
  for (const finding of findings.filter((one) => one.rule === rule).toReversed()) {
    const fix = fixesFor(mended, finding).find(({ isSafe }) => isSafe);
    if (fix !== undefined) mended = fix.apply(mended);
  }
  return mended;
}

function variableFixes(content: PromptContent, { rule, data }: Finding, index: number): Fix[] {
  const name = data.name ?? "";
  const variable = content.variables[index];
  if (variable === undefined) return [];
  if (rule === "unused-variable" || rule === "duplicate-variable") {
    const apply = (now: PromptContent) => ({ ...now, variables: now.variables.toSpliced(index, 1) });
    return [{ kind: "remove-variable", name, isSafe: true, apply }];
  }
  const isInValues = holdsSecret(variable.default) || holdsSecret(variable.example);
  if (rule !== "secret-in-text" || !isInValues || holdsSecret(variable.description)) return [];
  if (variable.options?.some(holdsSecret)) return [];
  const apply = (now: PromptContent) => ({
    ...now,
    variables: now.variables.with(index, withoutSecrets(variable)),
  });
  return [{ kind: "clear-values", name, isSafe: false, apply }];
}

function withoutSecrets(variable: Variable): Variable {
  const { default: preset, example, ...rest } = variable;
  return {
    ...rest,
    ...(preset === undefined || holdsSecret(preset) ? {} : { default: preset }),
    ...(example === undefined || holdsSecret(example) ? {} : { example }),
  };
}

function messageFixes(
  content: PromptContent,
  finding: Finding,
  place: MessagePlace,
  template: string,
): Fix[] {
  const { rule, data } = finding;
  const { index, start, end } = place;
  const name = data.name ?? "";
  const written = template.slice(start, end);
  const put = (kind: Fix["kind"], named: string, text: string, isSafe = true): Fix[] => {
    const whole = template.slice(0, start) + text + template.slice(end);
    return text === written ? [] : [{ kind, name: named, isSafe, apply: setTemplate(index, whole) }];
  };
  switch (rule) {
    case "unknown-variable":
      return [
        ...writeClosest(content, finding, written, put),
        { kind: "declare", name, isSafe: true, apply: declareText(name) },
      ];
    case "bad-name":
    case "empty-name":
    case "unclosed-brace":
    case "stray-brace":
    case "reserved-name":
    case "unclosed-section":
      return templateFixes(template, content.templateFormat, { code: rule, start, end, data }).flatMap(
        ({ kind, name: named, text }): Fix[] =>
          kind === "escape-all"
            ? []
            : [{ kind, name: named, isSafe: kind !== "close-section", apply: setTemplate(index, text) }],
      );
    case "empty-message":
      return content.messages.length < 2
        ? []
        : [
            {
              kind: "remove-message",
              name: "",
              isSafe: false,
              apply: (now) => withMessages(now, now.messages.toSpliced(index, 1)),
            },
          ];
    case "role-order":
      return data.kind === "system-not-first" || data.kind === "history-before-system"
        ? [
            {
              kind: "move-up",
              name: "",
              isSafe: false,
              apply: (now) => withMessages(now, moveSystemUp(now.messages, index)),
            },
          ]
        : [];
    case "undelimited-variable":
      return put("wrap", name, `<${name}>${written}</${name}>`);
    case "secret-in-text":
      return makeVariable(content, finding, place, template);
    case "hidden-characters": {
      const isBetweenBraces = /[{}]/.test(template[start - 1] ?? "") && /[{}]/.test(template[end] ?? "");
      return isBetweenBraces
        ? []
        : put("remove-characters", name, data.kind === "look-alike" ? asItLooks(written) : "");
    }
    default:
      return [];
  }
}

type Put = (kind: Fix["kind"], named: string, text: string, isSafe?: boolean) => Fix[];

function writeClosest(content: PromptContent, { data }: Finding, written: string, put: Put): Fix[] {
  const name = data.name ?? "";
  const meant = closestName(content, name);
  // Of a section only one of the two tags would be changed.
  return meant === undefined || /[#^]/.test(written)
    ? []
    : put(
        "write",
        meant,
        written.replace(name, () => meant),
        false,
      );
}

const secretNames: Record<string, string> = {
  "api-key": "api_key",
  token: "access_token",
  "private-key": "private_key",
  password: "password",
};

/** The secret's place is taken by a variable, whose value is given at the run and kept out of the prompt. */
function makeVariable(
  content: PromptContent,
  { data }: Finding,
  place: MessagePlace,
  template: string,
): Fix[] {
  const { index, start, end } = place;
  const { segments } = parseTemplate(template, content.templateFormat);
  const isPlain = segments.some((part) => part.kind === "text" && part.start <= start && end <= part.end);
  // A brace right beside the new ones would be read together with them.
  if (!isPlain || /[{}]/.test((template[start - 1] ?? "") + (template[end] ?? ""))) return [];
  const name = freeName(content, secretNames[data.kind ?? ""] ?? "secret");
  const tag = content.templateFormat === "mustache" ? `{{${name}}}` : `{${name}}`;
  const whole = template.slice(0, start) + tag + template.slice(end);
  const apply = (now: PromptContent) => declareText(name)(setTemplate(index, whole)(now));
  return [{ kind: "make-variable", name, isSafe: true, apply }];
}

function freeName(content: PromptContent, stem: string): string {
  let name = stem;
  for (let count = 2; isNameTaken(content, name); count += 1) name = `${stem}${count}`;
  return name;
}

const withMessages = (content: PromptContent, messages: Message[]): PromptContent => ({
  ...content,
  messages,
});

const setTemplate =
  (index: number, template: string) =>
  (content: PromptContent): PromptContent => {
    const message = content.messages[index];
    if (message === undefined || message.role === "history") return content;
    return withMessages(content, content.messages.with(index, { ...message, template }));
  };

const declareText =
  (name: string) =>
  (content: PromptContent): PromptContent =>
    content.variables.some((variable) => variable.name === name)
      ? content
      : { ...content, variables: [...content.variables, { name, type: "text" }] };
