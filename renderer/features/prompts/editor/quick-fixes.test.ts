// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { emptyContent, type Message, type PromptContent } from "#shared/model/content.ts";
import { checkContent } from "#shared/text/check-content.ts";
import { lintContent } from "#shared/text/lint/lint.ts";
import { i18n, speak, startI18n } from "../../../i18n/i18n.ts";
import { moveMessage, removeMessage, setTemplate } from "./content-edits.ts";
import { shownFindings } from "./lint-store.ts";
import { explainProblem } from "./problem-words.ts";
import { fixAllOf, quickFixesFor } from "./quick-fixes.ts";
import { useMessageKeys } from "./use-message-keys.ts";
import { storedValue, valueText } from "./value-text.ts";

await startI18n("en");

const contentOf = (template: string, more: Partial<PromptContent> = {}): PromptContent => ({
  ...emptyContent(),
  messages: [{ role: "human", template }],
  ...more,
});

/** Presses the fixes that are offered until none is left. */
function mend(content: PromptContent): PromptContent {
  for (let press = 0; press < 10; press += 1) {
    const fix = checkContent(content)
      .flatMap((problem) => quickFixesFor(i18n.t, content, problem))
      .at(0);
    if (fix === undefined) return content;
    content = fix.edit(content);
  }
  return content;
}

describe("quick fixes", () => {
  test.each([
    ['Return {"a": 1}', "f-string"],
    ["a { b", "f-string"],
    ["a } b", "f-string"],
    ["{}", "f-string"],
    ["{ name }", "f-string"],
    ["{{#items}}x", "mustache"],
    ["Hello {who}", "f-string"],
  ] as const)("%s has no error left when its fixes were pressed", (template, templateFormat) => {
    const mended = mend(contentOf(template, { templateFormat }));
    expect(checkContent(mended)).toEqual([]);
  });

  test("doubling the braces of one fault leaves the variables beside it alone", () => {
    expect(mend(contentOf('{who}: {"a": 1}')).messages[0]).toMatchObject({
      template: '{who}: {{"a": 1}}',
    });
  });

  test("an unused variable is removed, and nothing else", () => {
    const content = contentOf("{a}", {
      variables: [
        { name: "a", type: "text" },
        { name: "b", type: "text" },
      ],
    });
    expect(mend(content).variables.map((variable) => variable.name)).toEqual(["a"]);
  });
});

describe("a fix whose text has changed since it was offered", () => {
  const content = contentOf("Summarise {text} for me now.", { variables: [{ name: "text", type: "text" }] });
  const wrap = lintContent(content).flatMap((problem) => quickFixesFor(i18n.t, content, problem))[0];

  test("mends the same problem where it stands now, and none of the words typed meanwhile", () => {
    const typed = setTemplate(0, "Please, summarise {text} for me now!")(content);
    expect(wrap?.edit(typed).messages[0]).toMatchObject({
      template: "Please, summarise <text>{text}</text> for me now!",
    });
  });

  test("does nothing where the problem is gone", () => {
    const typed = setTemplate(0, "Summarise it for me now.")(content);
    expect(wrap?.edit(typed)).toBe(typed);
  });

  test("all of a kind are offered only where there is more than one", () => {
    const lintOf = (of: PromptContent) => ({ content: of, findings: lintContent(of), isPartial: false });
    expect(fixAllOf(i18n.t, lintOf(content), "undelimited-variable")).toBeNull();
    const two = setTemplate(0, "Summarise {text} for me and {text} for you.")(content);
    const all = fixAllOf(i18n.t, lintOf(two), "undelimited-variable");
    expect(all?.edit(two).messages[0]).toMatchObject({
      template: "Summarise <text>{text}</text> for me and <text>{text}</text> for you.",
    });
  });
});

describe("the words of the problems", () => {
  test.each(["en", "zh"] as const)("every rule and every case of it has words in %s", async (language) => {
    await speak(language);
    const key = ["sk-", "proj-Zk3mQ8vT1xWb7LrP0aYd5NfHc9UjEs2G"].join("");
    const messages: Message[] = [
      { role: "ai", template: `Hi ${key}` },
      {
        role: "human",
        template: "Summarise {text} for me. Answer in English.\nAnswer in French.\n\u200b\u202e\u0007 pаypal",
      },
      { role: "human", template: "Answer with a table." },
      { role: "system", template: "x" },
      { role: "ai", template: "y" },
    ];
    const variables = ["text", "Text"].map((name) => ({ name, type: "text" as const }));
    const content: PromptContent = {
      ...emptyContent(),
      messages,
      variables,
      model: { responseFormat: "json" },
    };
    const long = contentOf(`Now it is {now}. ${"Keep to the rules of the house. ".repeat(300)}`);
    const found = [...lintContent(content), ...lintContent(long)];
    expect(new Set(found.map(({ rule }) => rule)).size).toBeGreaterThan(7);
    for (const problem of found) expect(explainProblem(i18n.t, problem)).not.toMatch(/editor\.|\{\{/);
    await speak("en");
  });
});

describe("the problems that are shown", () => {
  const problemsIn = (content: PromptContent) => shownFindings(content, lintContent(content));

  test("a rule that is muted for the prompt shows no warning, and its errors all the same", () => {
    const content = contentOf("{a} {");
    expect(
      shownFindings(content, lintContent(content), ["unknown-variable", "unclosed-brace"]),
    ).toMatchObject([{ rule: "unclosed-brace" }]);
  });

  test("a new prompt is not faulty because nothing is written yet", () => {
    expect(problemsIn(emptyContent())).toEqual([]);
    const half: PromptContent = {
      ...emptyContent(),
      messages: [
        { role: "system", template: "Be kind." },
        { role: "human", template: " " },
      ],
    };
    expect(problemsIn(half).map((problem) => problem.rule)).toEqual(["empty-message"]);
  });

  test("a name used three times is one problem of its message", () => {
    expect(problemsIn(contentOf("{a} {a} {a} {b}")).map((problem) => problem.data.name)).toEqual(["a", "b"]);
  });
});

describe("values as text", () => {
  test("a list whose items have line breaks is not shown as lines, which would split them", () => {
    expect(valueText(["a", "b"])).toBe("a\nb");
    expect(JSON.parse(valueText(["a\nb", "c"]))).toEqual(["a\nb", "c"]);
    expect(valueText([])).toBe("[]");
  });

  test("a default is stored as its type where it can be read, else as it was typed", () => {
    expect(storedValue({ name: "n", type: "number" }, "3.50")).toBe(3.5);
    expect(storedValue({ name: "n", type: "number" }, "3,5")).toBe("3,5");
    expect(storedValue({ name: "n", type: "json" }, '{"a": [1]}')).toEqual({ a: [1] });
    expect(storedValue({ name: "n", type: "text" }, undefined)).toBeUndefined();
  });
});

describe("the keys of messages", () => {
  const messages: Message[] = [
    { role: "system", template: "a" },
    { role: "human", template: "b" },
    { role: "ai", template: "c" },
  ];
  const content = { ...emptyContent(), messages };
  const keysAfter = (...states: Message[][]) => {
    const { result, rerender } = renderHook((shown) => useMessageKeys(shown), { initialProps: messages });
    return states.map((state) => {
      rerender(state);
      return result.current;
    });
  };

  test("typing into a message keeps every editor, and so its cursor", () => {
    const [typed] = keysAfter(setTemplate(1, "bb")(content).messages);
    expect(typed).toEqual([0, 1, 2]);
  });

  test("a moved message takes its editor along and a removed one takes none from its neighbours", () => {
    const moved = moveMessage(2, 0)(content);
    const [afterMove, afterRemove, putBack] = keysAfter(
      moved.messages,
      removeMessage(1)(moved).messages,
      moved.messages,
    );
    expect(afterMove).toEqual([2, 0, 1]);
    expect(afterRemove).toEqual([2, 1]);
    expect(putBack).toEqual([2, 0, 1]);
  });

  test("a message put in between gets a key that nobody had", () => {
    const [added] = keysAfter(messages.toSpliced(1, 0, { role: "human", template: "" }));
    expect(added).toEqual([0, 3, 1, 2]);
  });
});
