import { expect, it } from "vitest";
import { createKeyFilter } from "./reply-secrets.ts";

const key = "sk-CANARY-0123456789abcdef";

function pass(pieces: string[], secret: string | null = key): string {
  const filter = createKeyFilter(secret);
  return pieces.map(filter.pass).join("") + filter.rest();
}

it.each([
  ["whole", [`a ${key} b`], "a [redacted] b"],
  ["letter by letter", [..."It is ", ...key, ..."!"], "It is [redacted]!"],
  ["twice, back to back", [`${key}${key}`], "[redacted][redacted]"],
  ["encoded", [`${btoa(key).slice(0, 10)}`, btoa(key).slice(10), "."], "[redacted]."],
  ["backwards", [[...key].reverse().join("")], "[redacted]"],
  ["cut off so late that most of it is there", [`Key: ${key.slice(0, 20)}`], "Key: [redacted]"],
])("A-59 a key does not come through a reply %s", (_how, pieces, expected) => {
  expect(pass(pieces)).toBe(expected);
});

it.each([
  ["text that begins like the key", ["use sk-", "CAN openers"]],
  ["the first letters of a key at the end", ["it starts with sk-"]],
  ["text in which the key's beginning repeats", ["sk-sk-sk-CAN sk-CANAR"]],
])("A-59 leaves %s as it is", (_what, pieces) => {
  expect(pass(pieces)).toBe(pieces.join(""));
});

it("passes every text on where no key is sent", () => {
  expect(pass([key, "sk"], null)).toBe(`${key}sk`);
});
