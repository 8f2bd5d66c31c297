import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIsolated } from "#core/checks/index.ts";
import { usualLimits } from "#core/checks/isolated/create-isolated.ts";

type Bench = ReturnType<typeof createIsolated>;
let isolated: Bench;
const logged: string[] = [];
beforeAll(() => {
  isolated = createIsolated({ log: (_level, line) => void logged.push(line) });
});
afterAll(() => isolated.close());

const script = (code: string, output = "hello", context: unknown = {}) =>
  isolated.script({ code, output, context });
const find = (pattern: string, text: string) => isolated.match({ pattern, flags: "", text });
const hang = { pattern: "^(a+)+$", flags: "", text: `${"a".repeat(40)}b` };

describe("a pattern", () => {
  it.each([
    ["nested plus", hang.pattern, hang.text],
    ["twenty-five stars", `(.*a){25}`, "a".repeat(24) + "b".repeat(200)],
    ["overlapping choices", "^(a|a)*$", `${"a".repeat(40)}b`],
    ["a mail address", "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}$", `${"a".repeat(60)}!`],
  ])("A-51 that backtracks for ever is ended as a timeout: %s", async (_what, pattern, text) => {
    expect(await find(pattern, text)).toMatchObject({ fault: "timeout" });
  });

  it("A-51 that hangs costs itself only: those before and behind it are answered", async () => {
    const answers = await Promise.all([
      find("a", "xa"),
      isolated.match(hang),
      find("b", "xb"),
      isolated.validate({ schema: { type: "string" }, value: "x" }),
      script("1 + 1"),
    ]);
    expect(answers).toEqual([
      { groups: ["a"], index: 1 },
      { fault: "timeout", message: expect.stringContaining("ms") },
      { groups: ["b"], index: 1 },
      { errors: [] },
      { value: 2 },
    ]);
  });

  it("A-51 is found in a megabyte without a fault", async () => {
    const text = `${"lorem ipsum ".repeat(90_000)}needle`;
    expect(await find("needle$", text)).toMatchObject({ groups: ["needle"] });
  });

  it("A-51 that is none says so", async () => {
    expect(await find("(", "x")).toMatchObject({
      fault: "invalid",
      message: expect.stringMatching(/group/i),
    });
    expect(await isolated.match({ pattern: "a", flags: "zz", text: "a" })).toMatchObject({
      fault: "invalid",
    });
  });

  it("finds the same whatever it found before, also with the flags that remember a place", async () => {
    const ask = () => isolated.match({ pattern: "a", flags: "gy", text: "aa" });
    expect(
      [await ask(), await ask(), await ask()].map((found) => found && "index" in found && found.index),
    ).toEqual([0, 0, 0]);
  });

  it("A-51 forty that hang, one after the other, leave the program as it was", async () => {
    const own = createIsolated({ log: () => {} }, { ...usualLimits, match: 40 });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, place) => own.match({ ...hang, text: `${hang.text}${place}` })),
    );
    expect(
      answers.every((answer) => answer !== null && "fault" in answer && answer.fault === "timeout"),
    ).toBe(true);
    expect(await own.script({ code: "output", output: "alive", context: null })).toEqual({ value: "alive" });
    await own.close();
  });
});

describe("a script", () => {
  it.each([
    ["process", "process.env"],
    ["require", "require('fs').readdirSync('/')"],
    ["import()", "import('node:fs')"],
    ["fetch", "fetch('http://127.0.0.1')"],
    ["a timer", "setTimeout(() => {}, 1)"],
    ["Buffer", "Buffer.from('x')"],
    ["the constructor of this", "this.constructor.constructor('return process')()"],
    ["the constructor of an argument", "output.constructor.constructor('return process.env')()"],
    ["the constructor of the context", "context.constructor.constructor('return process.pid')()"],
    [
      "the constructor of an error",
      "try { null.x } catch (e) { return e.constructor.constructor('return require')()('fs') }",
    ],
    ["WebAssembly", "new WebAssembly.Module(new Uint8Array(8))"],
    ["the worker's port", "parentPort.postMessage([])"],
  ])("A-52 does not reach the program by %s", async (_what, code) => {
    expect(await script(code)).toMatchObject({
      fault: "threw",
      message: expect.stringMatching(/not defined|could not load/),
    });
  });

  it("A-53 sees its reply and its context and no other thing of the program", async () => {
    const { value } = (await script("Object.getOwnPropertyNames(globalThis)")) as { value: string[] };
    expect(value).toEqual(expect.arrayContaining(["JSON", "Math", "RegExp"]));
    for (const name of [
      "process",
      "require",
      "global",
      "console",
      "fetch",
      "WebAssembly",
      "Atomics",
      "std",
      "os",
    ]) {
      expect(value).not.toContain(name);
    }
    expect(await script("({output, context})", "o", { a: [1, null, "x"] })).toEqual({
      value: { output: "o", context: { a: [1, null, "x"] } },
    });
  });

  it.each([
    ["an endless loop", "while (true) {}"],
    ["an endless loop behind a catch", "for (;;) { try { for (;;) {} } catch {} }"],
    ["a pattern", "/^(a+)+$/.test('a'.repeat(40) + 'b')"],
    ["a getter that is read when its result is", "({ get pass() { for (;;) {} } })"],
    ["a flood of promises", "function f() { return Promise.resolve().then(f) } return f()"],
    ["a toJSON", "({ toJSON() { for (;;) {} } })"],
  ])("A-52 is ended where it does not end: %s", async (_what, code) => {
    expect(await script(code)).toMatchObject({ fault: "timeout" });
    expect(await script("'alive'")).toEqual({ value: "alive" });
  });

  it.each([
    ["a text of a billion characters", "'x'.repeat(1e9)"],
    ["a text that doubles", "let s = 'x'; for (;;) s += s"],
    ["a hundred megabytes in blocks", "const all = []; for (;;) all.push('x'.repeat(1e6) + all.length)"],
    ["a huge result", "'x'.repeat(2e6)"],
  ])("A-52 gets no more memory than it may have: %s", async (_what, code) => {
    expect(await script(code)).toMatchObject({ fault: expect.stringMatching(/^(memory|timeout)$/) });
    expect(await script("'alive'")).toEqual({ value: "alive" });
  });

  it("A-52 that calls itself for ever throws and nothing else", async () => {
    expect(await script("(function f() { return f() + 1 })()")).toMatchObject({ fault: "threw" });
    expect(await script("'alive'")).toEqual({ value: "alive" });
  });

  it("A-52 changes nothing for the next one, nor for the program", async () => {
    await script(
      "Object.prototype.pass = true; JSON.stringify = () => '{\"pass\":true}'; globalThis.left = 1; return {}",
    );
    await script("Array.prototype.push = null; String.prototype.includes = () => true; return 1");
    expect(await script("[typeof left, ({}).pass, 'a'.includes('b'), [].concat(1)]")).toEqual({
      value: ["undefined", null, false, [1]],
    });
    expect(({} as Record<string, unknown>).pass).toBeUndefined();
    expect([].push).toBeTypeOf("function");
  });

  it("A-24 gives back no prototype: what it calls __proto__ is a plain key", async () => {
    const { value } = (await script('JSON.parse(\'{"__proto__": {"pass": true}}\')')) as {
      value: { pass?: unknown };
    };
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { pass?: unknown }).pass).toBeUndefined();
    expect(await script("context.pass", "x", JSON.parse('{"__proto__": {"pass": true}}'))).toEqual({
      value: null,
    });
  });

  it.each<[string, string, unknown]>([
    ["an expression", "output.length > 3", true],
    ["an expression with its semicolon", "output.length > 3;\n", true],
    ["an object", "({ pass: true, score: 0.5 })", { pass: true, score: 0.5 }],
    ["an object in bare braces", "{ pass: true, score: 0.5 }", { pass: true, score: 0.5 }],
    ["the body of a function", "const n = output.length;\nreturn n / 10", 0.5],
    ["a body that ends in a comment", "return output // as it is", "hello"],
    ["a body that awaits", "const n = await Promise.resolve(2); return n", 2],
    ["a promise", "Promise.resolve({ pass: false })", { pass: false }],
    ["nothing", "", null],
    ["a body that returns nothing", "const x = 1;", null],
    ["what JSON does not know", "Infinity", null],
  ])("may be written as %s", async (_what, code, value) => {
    expect(await script(code)).toEqual({ value });
  });

  it("that is none, or that throws, says what is wrong with it", async () => {
    expect(await script("output..length")).toMatchObject({
      fault: "invalid",
      message: expect.stringMatching(/SyntaxError/),
    });
    expect(await script("throw new RangeError('too far')")).toEqual({
      fault: "threw",
      message: "RangeError: too far",
    });
    expect(await script("Promise.reject(new Error('late'))")).toEqual({
      fault: "threw",
      message: "Error: late",
    });
    expect(await script("throw 'words'")).toMatchObject({
      fault: "threw",
      message: expect.stringContaining("words"),
    });
  });
});

describe("a schema", () => {
  it("A-54 with a pattern that hangs is a timeout", async () => {
    const schema = { type: "string", pattern: hang.pattern };
    expect(await isolated.validate({ schema, value: hang.text })).toMatchObject({ fault: "timeout" });
    expect(await isolated.validate({ schema, value: "aaa" })).toEqual({ errors: [] });
  });

  it.each([
    "http://127.0.0.1:1/schema.json",
    "file:///etc/passwd",
    "https://json-schema.org/draft-07/schema",
  ])("A-54 never fetches what it refers to: %s", async ($ref) => {
    expect(await isolated.validate({ schema: { $ref }, value: 1 })).toMatchObject({
      fault: "invalid",
      message: expect.stringMatching(/resolve/),
    });
  });

  it("A-54 that is ten thousand deep, or that refers to itself, does not end the program", async () => {
    let deep: Record<string, unknown> = { type: "string" };
    for (let level = 0; level < 10_000; level += 1) deep = { properties: { a: deep } };
    const answer = await isolated.validate({ schema: deep as never, value: { a: 1 } });
    expect(answer).toHaveProperty("fault");
    const circle = { $ref: "#" };
    expect(await isolated.validate({ schema: circle, value: 1 })).toHaveProperty("fault");
    expect(await isolated.validate({ schema: true, value: 1 })).toEqual({ errors: [] });
  });

  it("A-54 cannot name its way into the program", async () => {
    const schema = JSON.parse(
      '{"properties": {"__proto__": {"type": "number"}, "constructor": {"type": "number"}}, "$id": "\\"); process.exit(); (\\""}',
    );
    await isolated.validate({ schema, value: {} });
    expect(({} as Record<string, unknown>).type).toBeUndefined();
    expect(await isolated.validate({ schema: { type: "number" }, value: "x" })).toEqual({
      errors: [{ path: "", message: "must be number" }],
    });
  });
});

it("an input that cannot be sent to another thread is refused, and those beside it are answered", async () => {
  const [bad, good] = await Promise.all([
    isolated.validate({ schema: true, value: () => 1 }),
    isolated.validate({ schema: true, value: 1 }),
  ]);
  expect(bad).toMatchObject({ fault: "invalid" });
  expect(good).toEqual({ errors: [] });
});

it("after the program has closed it, nothing hangs and no thread comes back", async () => {
  const own = createIsolated({ log: () => {} });
  const waiting = own.match(hang);
  await own.close();
  expect(await waiting).toMatchObject({ fault: "threw" });
  expect(await own.match({ pattern: "a", flags: "", text: "a" })).toMatchObject({ fault: "threw" });
});
