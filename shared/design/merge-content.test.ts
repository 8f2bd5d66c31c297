import { describe, expect, it } from "vitest";
import { arbitrarySpec } from "../../tests/support/arbitrary-spec.ts";
import fc from "../../tests/support/property.ts";
import { type PromptContent, promptContent } from "../model/content.ts";
import { promptSpec, type SpecConstraint } from "../model/spec.ts";
import { contentOfSpec } from "./generate-content.ts";
import { mergeContent, takeTheirs } from "./merge-content.ts";

const must = (text: string): SpecConstraint => ({ kind: "must", text });
const spec = promptSpec.parse({
  role: "an editor",
  task: "Shorten the text.",
  constraints: ["Keep names.", "Keep figures.", "Keep quotations."].map(must),
});
const withRules = (...rules: string[]): PromptContent =>
  contentOfSpec({ ...spec, constraints: rules.map(must) });
const base = contentOfSpec(spec);
const edit = (content: PromptContent, change: (text: string) => string, at = 0): PromptContent => ({
  ...content,
  messages: content.messages.map((message, index) =>
    index === at && message.role !== "history" ? { ...message, template: change(message.template) } : message,
  ),
});
const textAt = ({ messages }: PromptContent, at = 0): string => {
  const message = messages[at];
  return message === undefined || message.role === "history" ? "" : message.template;
};

describe("merging a changed spec into a text that was changed by hand", () => {
  const mine = edit(base, (text) => text.replace("2. Keep figures.", "2. Keep figures and dates."));

  it("takes a new rule over right beside the line that was written by hand", () => {
    const theirs = withRules("Keep names.", "Keep figures.", "Keep links.", "Keep quotations.");
    const merged = mergeContent({ base, mine, theirs });
    expect(merged.conflicts).toEqual([]);
    expect(textAt(merged.content)).toContain(
      "1. Keep names.\n2. Keep figures and dates.\n3. Keep links.\n4. Keep quotations.",
    );
  });

  it("does not take a rule that moved up by one for another rule", () => {
    const merged = mergeContent({ base, mine, theirs: withRules("Keep figures.", "Keep quotations.") });
    expect(merged.conflicts).toEqual([]);
    expect(textAt(merged.content)).toContain("# Rules\n1. Keep figures and dates.\n2. Keep quotations.\n");
  });

  it("keeps the hand's line where both changed it, tells the other, and can take that", () => {
    const theirs = withRules("Keep names.", "Keep all figures.", "Keep quotations.", "Be brief.");
    const { content, conflicts } = mergeContent({ base, mine, theirs });
    expect(textAt(content)).toContain("2. Keep figures and dates.\n3. Keep quotations.\n4. Be brief.");
    expect(conflicts).toMatchObject([{ kind: "message", index: 0, name: "system" }]);
    expect(textAt(takeTheirs(content, conflicts))).toContain(
      "2. Keep all figures.\n3. Keep quotations.\n4. Be brief.",
    );
  });

  it("keeps messages that were added by hand, and those that it does not know", () => {
    const history = { role: "history" as const, variable: "chat", optional: true };
    const added: PromptContent = {
      ...base,
      messages: base.messages.toSpliced(1, 0, history, { role: "ai", template: "An answer." }),
    };
    const { content, conflicts } = mergeContent({ base, mine: added, theirs: withRules("Keep names.") });
    expect(conflicts).toEqual([]);
    expect(content.messages.map(({ role }) => role)).toEqual(["system", "history", "ai", "human"]);
    expect(textAt(content)).not.toContain("Keep figures");
  });

  it("tells of a message that the hand removed and the spec changed, and does not bring it back", () => {
    const removed = { ...base, messages: base.messages.slice(1) };
    const { content, conflicts } = mergeContent({ base, mine: removed, theirs: withRules("Keep names.") });
    expect(content.messages).toEqual(removed.messages);
    expect(conflicts).toMatchObject([{ index: 0, mine: null }]);
    expect(takeTheirs(content, conflicts).messages).toEqual(withRules("Keep names.").messages);
  });

  it("merges a variable field by field, and keeps one that a hand-written text still uses", () => {
    const described = {
      ...edit(base, (text) => `${text}\nSee {source}.`),
      variables: [
        ...base.variables.map((one) => ({ ...one, description: `about ${one.name}` })),
        { name: "source", type: "text" as const },
      ],
    };
    const theirs = contentOfSpec({ ...spec, role: "a translator" });
    const { content } = mergeContent({ base, mine: described, theirs });
    expect(content.variables).toContainEqual({
      name: "role",
      type: "text",
      default: "a translator",
      description: "about role",
    });
    expect(content.variables.map(({ name }) => name)).toContain("source");
  });

  it("takes over a setting that only the spec changed, and tells one that both did", () => {
    const own = { ...base, model: { temperature: 0, maxTokens: 500 } };
    const theirs = { ...base, model: { maxTokens: 300, responseFormat: "json" as const } };
    const { content, conflicts } = mergeContent({ base, mine: own, theirs });
    expect(content.model).toEqual({ temperature: 0, maxTokens: 500, responseFormat: "json" });
    expect(conflicts).toMatchObject([{ kind: "setting", name: "maxTokens", mine: "500", theirs: "300" }]);
    expect(takeTheirs(content, conflicts).model).toEqual({
      temperature: 0,
      maxTokens: 300,
      responseFormat: "json",
    });
  });
});

describe("whatever the three are", () => {
  const arbitraryContent = fc.oneof(
    arbitrarySpec.map((one) => contentOfSpec(one)),
    fc
      .record({
        spec: arbitrarySpec,
        line: fc.constantFrom("Added by hand.", "3. Another rule.", "", "{extra}"),
        at: fc.nat(12),
        drop: fc.boolean(),
      })
      .map(({ spec: one, line, at, drop }) => {
        const content = contentOfSpec(one);
        const edited = edit(content, (text) =>
          text
            .split("\n")
            .toSpliced(at, drop ? 2 : 0, line)
            .join("\n"),
        );
        return drop ? { ...edited, messages: edited.messages.toReversed() } : edited;
      }),
  );

  it("a side that changed nothing gives way to the other, and two equal changes are one", () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, (one, other) => {
        const calm = { conflicts: [] };
        expect(mergeContent({ base: one, mine: one, theirs: other })).toMatchObject({
          content: other,
          ...calm,
        });
        expect(mergeContent({ base: one, mine: other, theirs: one })).toMatchObject({
          content: other,
          ...calm,
        });
        expect(mergeContent({ base: one, mine: other, theirs: other })).toMatchObject({
          content: other,
          ...calm,
        });
      }),
      { numRuns: 30 },
    );
  });

  it("no line that the hand wrote is lost, and a conflict always has the other's words", () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, arbitraryContent, (was, mine, theirs) => {
        const { content, conflicts, changed } = mergeContent({ base: was, mine, theirs });
        expect(promptContent.parse(content)).toEqual(content);
        const lines = new Set(content.messages.flatMap(linesOf));
        const old = new Set(was.messages.flatMap(linesOf));
        const own = mine.messages.flatMap(linesOf).filter((line) => !old.has(line));
        expect(own.filter((line) => !lines.has(line))).toEqual([]);
        for (const { mine: kept, theirs: other } of conflicts) expect(kept).not.toBe(other);
        if (!changed) expect(content).toEqual(mine);
        expect(promptContent.parse(takeTheirs(content, conflicts))).toBeDefined();
      }),
      { numRuns: 70 },
    );
  });

  /** Without the number of a rule, which a rule above it may change. */
  const linesOf = (message: PromptContent["messages"][number]): string[] =>
    message.role === "history" ? [] : message.template.split("\n").map((line) => line.replace(/^\d+\. /, ""));
});
