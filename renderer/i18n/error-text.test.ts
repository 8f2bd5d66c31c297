import { beforeEach, describe, expect, it } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import { chinese as zh } from "./chinese.ts";
import { english as en } from "./english.ts";
import { errorCode, errorText } from "./error-text.ts";
import { speak, startI18n } from "./i18n.ts";

beforeEach(() => startI18n("en"));

const sources = import.meta.glob("../../{electron,shared,renderer}/**/*.ts", {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;

/** Every code that the tree throws, as it stands in the source. */
function codesInTree(): string[] {
  const codes = new Set<string>();
  for (const [path, text] of Object.entries(sources)) {
    if (/\.test\.|-scenes|scripted|\/cli\//.test(path)) continue;
    for (const [, code] of text.matchAll(/code:\s*"([a-z-]+\.[a-z-]+)"/g)) codes.add(code as string);
    for (const [, reason] of text.matchAll(/fault\(\s*subject,\s*"([a-z-]+)"/g))
      codes.add(`providers.${reason}`);
    for (const [, code] of text.matchAll(/"(store\.[a-z-]+)",\s*"/g)) codes.add(code as string);
  }
  return [...codes].sort();
}

const hasWords = (catalogue: typeof en, code: string): boolean => {
  const [domain = "", reason = ""] = code.split(".");
  const room = (catalogue.errors as Record<string, Record<string, unknown>>)[domain];
  return room?.[reason] !== undefined;
};

describe("every error that Lathe can raise", () => {
  const codes = codesInTree();

  it("is found in the source at all", () => {
    expect(codes.length).toBeGreaterThan(25);
    expect(codes).toContain("prompts.draft-conflict");
    expect(codes).toContain("store.disk-full");
    expect(codes).toContain("providers.silent");
    expect(codes).toContain("providers.certificate-expired");
  });

  it.each(codes)("%s has its words in both languages", (code) => {
    expect(hasWords(en, code)).toBe(true);
    expect(hasWords(zh, code)).toBe(true);
  });
});

describe("the words of an error", () => {
  const taken = new LatheError({
    code: "prompts.name-taken",
    message: "There is already a prompt named “A”.",
    details: { name: "A", suggestion: "A 2" },
  });

  it("carry its details in the language of the page", async () => {
    expect(errorText(taken).message).toContain("“A 2” is free");
    await speak("zh");
    expect(errorText(taken)).toEqual({
      title: "名称已被使用",
      message: "已经有名为“A”的提示词，可以改用“A 2”。",
    });
  });

  it("never show braces where a detail is missing: then the error speaks for itself", () => {
    const bare = new LatheError({ code: "prompts.name-taken", message: "This name is taken." });
    expect(errorText(bare)).toEqual({ title: "This name is in use", message: "This name is taken." });
  });

  it("quote what the provider wrote, and nothing where it wrote nothing", async () => {
    const rejected = (said?: string) => ({
      code: "providers.key-rejected",
      message: "…",
      retryable: false,
      details: { provider: "acme", baseUrl: "https://acme.test", status: 401, ...(said && { said }) },
    });
    await speak("zh");
    const bare = errorText(rejected()).message;
    expect(bare).toMatch(/^acme 拒绝了密钥（401）.*服务。$/);
    expect(errorText(rejected("Bad key {{provider}}.")).message).toBe(
      `${bare}对方的说明：“Bad key {{provider}}.”`,
    );
  });

  it("list names as the language does", async () => {
    const missing = {
      code: "prompts.value-missing",
      message: "…",
      retryable: false,
      details: { names: ["a", "b"] },
    };
    await speak("zh");
    expect(errorText(missing).message).toBe("请填写：a、b。");
  });

  it("are the error's own where the catalogue has none", () => {
    const strange = new LatheError({ code: "garden.flooded", message: "The garden is under water." });
    expect(errorText(strange).message).toBe("The garden is under water.");
    expect(errorText(new Error("boom"))).toEqual({ title: "Something went wrong", message: "boom" });
    expect(errorText("plain").message).toBe("plain");
    expect(errorText(undefined).message).toBe("undefined");
  });

  it("do not run what looks like a template in a detail", () => {
    const hostile = new LatheError({
      code: "prompts.name-taken",
      message: "x",
      details: { name: "{{suggestion}} $t(shell.undo)", suggestion: "B" },
    });
    expect(errorText(hostile).message).toContain("{{suggestion}} $t(shell.undo)");
  });
});

it("only an error of Lathe has a code", () => {
  expect(errorCode(new LatheError({ code: "store.busy", message: "…" }))).toBe("store.busy");
  expect(errorCode({ code: "ENOENT", message: "no such file" })).toBeUndefined();
});
