import { expect, it } from "vitest";
import { contentOfSpec } from "#shared/design/generate-content.ts";
import { takeTheirs } from "#shared/design/merge-content.ts";
import { emptyContent, type PromptContent } from "#shared/model/content.ts";
import { type PromptSpec, promptSpec } from "#shared/model/spec.ts";
import { emptySpec } from "../spec/spec-state.ts";
import { type Standing, standingOf } from "./follow-spec.ts";

const inFormat = (content: PromptContent) => content;
const spec = (patch: Partial<PromptSpec>): PromptSpec =>
  promptSpec.parse({ task: "Answer the question.", ...patch });
const withLine = (content: PromptContent, line: string): PromptContent => ({
  ...content,
  messages: content.messages.map((message) =>
    message.role === "system" ? { ...message, template: `${message.template}\n\n${line}` } : message,
  ),
});
const systemOf = (content: PromptContent): string =>
  content.messages.flatMap((message) => (message.role === "system" ? [message.template] : [])).join("");
function expectKind<Kind extends Standing["kind"]>(standing: Standing, kind: Kind) {
  expect(standing.kind).toBe(kind);
  return standing as Extract<Standing, { kind: Kind }>;
}

it("proposes nothing to a text whose spec is still empty", () => {
  const content = withLine(emptyContent(), "Written long ago.");
  expect(standingOf({ spec: emptySpec("en"), generated: null, content, inFormat })).toEqual({
    kind: "even",
    isByHand: false,
  });
});

it("lets a blank draft follow the first words of the spec without asking", () => {
  const standing = standingOf({ spec: spec({}), generated: null, content: emptyContent(), inFormat });
  expect(systemOf(expectKind(standing, "live").content)).toContain("Answer the question.");
});

it("goes on following while only the model was chosen by hand, and leaves the model as it is", () => {
  const generated = contentOfSpec(spec({}));
  const content = {
    ...generated,
    model: { ...generated.model, temperature: 0.2, model: "simulator/default" },
  };
  const standing = standingOf({ spec: spec({ role: "a librarian" }), generated, content, inFormat });
  const live = expectKind(standing, "live");
  expect(live.content.model).toEqual(content.model);
  expect(systemOf(live.content)).toContain("{role}");
});

it("asks before it changes a text with words written by hand, and keeps those words", () => {
  const generated = contentOfSpec(spec({}));
  const content = withLine(generated, "Never mention our competitors by name.");
  const changed = spec({ constraints: [{ kind: "max-length", amount: 80, unit: "words" }] });
  const waiting = expectKind(standingOf({ spec: changed, generated, content, inFormat }), "waiting");
  expect(systemOf(waiting.merge.content)).toContain("Never mention our competitors by name.");
  expect(systemOf(waiting.merge.content)).toContain("80 words");
  expect(waiting.merge.conflicts).toEqual([]);
});

it("is even again, with the words by hand, once what waited was taken over", () => {
  const generated = contentOfSpec(spec({}));
  const content = withLine(generated, "Be brief.");
  const changed = spec({ role: "a librarian" });
  const waiting = expectKind(standingOf({ spec: changed, generated, content, inFormat }), "waiting");
  const after = standingOf({
    spec: changed,
    generated: waiting.theirs,
    content: waiting.merge.content,
    inFormat,
  });
  expect(after).toEqual({ kind: "even", isByHand: true });
});

it("does not bring back what somebody turned down", () => {
  const generated = contentOfSpec(spec({}));
  const content = withLine(generated, "Be brief.");
  const changed = spec({ role: "a librarian" });
  const waiting = expectKind(standingOf({ spec: changed, generated, content, inFormat }), "waiting");
  expect(standingOf({ spec: changed, generated: waiting.theirs, content, inFormat })).toEqual({
    kind: "even",
    isByHand: true,
  });
});

it("offers a choice where a text was there before the spec, and shows the text as it is until it is made", () => {
  const content: PromptContent = {
    ...emptyContent(),
    messages: [
      { role: "system", template: "You translate menus." },
      { role: "human", template: "{menu}" },
    ],
    variables: [{ name: "menu", type: "text" }],
  };
  const waiting = expectKind(standingOf({ spec: spec({}), generated: null, content, inFormat }), "waiting");
  expect(systemOf(waiting.merge.content)).toContain("You translate menus.");
  const taken = takeTheirs(waiting.merge.content, waiting.merge.conflicts);
  expect(systemOf(taken)).toContain("Answer the question.");
});

it("merges nothing into a syntax that it does not read", () => {
  const content: PromptContent = {
    ...emptyContent(),
    templateFormat: "jinja2",
    messages: [{ role: "human", template: "{% if a %}{{ a }}{% endif %}" }],
  };
  const standing = standingOf({ spec: spec({}), generated: null, content, inFormat });
  expect(expectKind(standing, "foreign").theirs.templateFormat).toBe("f-string");
});
