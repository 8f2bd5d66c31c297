import { expect, test } from "vitest";
import fc from "../../tests/support/property.ts";
import { LatheError } from "../contract/errors.ts";
import { emptyContent, type PromptContent } from "../model/content.ts";
import { canonicalJson, contentForHash } from "./canonical.ts";

test("RFC 8785 section 3.2.2: numbers, escapes and literals", () => {
  const input = String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`;
  expect(canonicalJson(JSON.parse(input))).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
});

test("RFC 8785 section 3.2.3: keys are ordered by UTF-16 code units", () => {
  const input = String.raw`{
    "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis"
  }`;
  expect(Object.values(JSON.parse(canonicalJson(JSON.parse(input))) as object)).toContain("Control");
  const order = [...canonicalJson(JSON.parse(input)).matchAll(/:"([^"]+)"/g)].map((match) => match[1]);
  expect(order).toEqual([
    "Carriage Return",
    "One",
    "Control",
    "Latin Small Letter O With Diaeresis",
    "Euro Sign",
    "Emoji: Grinning Face",
    "Hebrew Letter Dalet With Dagesh",
  ]);
});

// RFC 8785 appendix B: IEEE 754 bits and the text they must give.
test.each([
  ["0000000000000000", "0"],
  ["8000000000000000", "0"],
  ["0000000000000001", "5e-324"],
  ["8000000000000001", "-5e-324"],
  ["7fefffffffffffff", "1.7976931348623157e+308"],
  ["ffefffffffffffff", "-1.7976931348623157e+308"],
  ["4340000000000000", "9007199254740992"],
  ["c340000000000000", "-9007199254740992"],
  ["4430000000000000", "295147905179352830000"],
  ["44b52d02c7e14af5", "9.999999999999997e+22"],
  ["44b52d02c7e14af6", "1e+23"],
  ["44b52d02c7e14af7", "1.0000000000000001e+23"],
  ["444b1ae4d6e2ef4e", "999999999999999700000"],
  ["444b1ae4d6e2ef4f", "999999999999999900000"],
  ["444b1ae4d6e2ef50", "1e+21"],
  ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
  ["3eb0c6f7a0b5ed8d", "0.000001"],
  ["41b3de4355555553", "333333333.3333332"],
  ["41b3de4355555554", "333333333.33333325"],
  ["41b3de4355555555", "333333333.3333333"],
  ["41b3de4355555556", "333333333.3333334"],
  ["41b3de4355555557", "333333333.33333343"],
  ["becbf647612f3696", "-0.0000033333333333333333"],
  ["43143ff3c1cb0959", "1424953923781206.2"],
])("RFC 8785 appendix B: %s is written %s", (bits, text) => {
  const number = new DataView(new BigUint64Array([BigInt(`0x${bits}`)]).buffer).getFloat64(0, true);
  expect(canonicalJson(number)).toBe(text);
});

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], ["\ud800"], [undefined]])(
  "%j has no canonical form and is refused with a code",
  (value) => {
    expect(() => canonicalJson(value)).toThrow(LatheError);
  },
);

test("the order of keys and absent fields do not change the canonical text", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const reversed = Object.fromEntries(Object.entries(object).reverse());
      expect(canonicalJson({ ...reversed, absent: undefined })).toBe(canonicalJson(object));
      expect(canonicalJson(JSON.parse(canonicalJson(object)))).toBe(canonicalJson(object));
    }),
  );
});

test("content written without its defaults hashes like content with them, and unknown fields are dropped", () => {
  const written = {
    messages: [{ role: "history", variable: "past" }],
    name: "other",
  } as unknown as PromptContent;
  expect(canonicalJson(contentForHash(written))).toBe(
    '{"messages":[{"optional":true,"role":"history","variable":"past"}],"model":{},"outputSchema":null,' +
      '"schema":"lathe.prompt/1","templateFormat":"f-string","tools":[],"variables":[]}',
  );
  const withAbsent: PromptContent = {
    ...emptyContent(),
    variables: [{ name: "a", type: "text", description: undefined, default: undefined }],
  };
  expect(canonicalJson(contentForHash(withAbsent))).toContain('"variables":[{"name":"a","type":"text"}]');
});
