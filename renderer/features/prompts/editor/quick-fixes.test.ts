import { renderHook } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { emptyContent, type Message, type PromptContent } from "#shared/model/content.ts";
import { checkContent } from "#shared/text/check-content.ts";
import { moveMessage, removeMessage, setTemplate } from "./content-edits.ts";
import { problemsOf } from "./problem-words.ts";
import { quickFixFor } from "./quick-fixes.ts";
import { useMessageKeys } from "./use-message-keys.ts";
import { storedValue, valueText } from "./value-text.ts";

const contentOf = (template: string, more: Partial<PromptContent> = {}): PromptContent => ({
  ...emptyContent(),
  messages: [{ role: "human", template }],
  ...more,
});

/** Presses the fixes that are offered until none is left. */
function mend(content: PromptContent): PromptContent {
  for (let press = 0; press < 10; press += 1) {
    const fix = checkContent(content)
      .map((problem) => quickFixFor(content, problem))
      .find((offered) => offered !== null);
    if (fix === undefined || fix === null) return content;
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

describe("the problems that are shown", () => {
  test("a new prompt is not faulty because nothing is written yet", () => {
    expect(problemsOf(emptyContent())).toEqual([]);
    const half: PromptContent = {
      ...emptyContent(),
      messages: [
        { role: "system", template: "Be kind." },
        { role: "human", template: " " },
      ],
    };
    expect(problemsOf(half).map((problem) => problem.code)).toEqual(["empty-message"]);
  });

  test("a name used three times is one problem of its message", () => {
    expect(problemsOf(contentOf("{a} {a} {a} {b}")).map((problem) => problem.data.name)).toEqual(["a", "b"]);
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
