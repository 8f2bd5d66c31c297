import { expect, it } from "vitest";
import { findSecret } from "../../tests/support/find-secret.ts";
import { createRedactor } from "./redactor.ts";

it.each(["/root", "s3cr", "sk-CANARY-4f1b0a9c7d"])(
  "A-59 takes out the learned key %s, also encoded",
  (key) => {
    const redactor = createRedactor();
    redactor.learn(key);
    const said = `Incorrect key ${key}, ${encodeURIComponent(key)}, ${btoa(key)}.`;
    expect(redactor.redact(said)).toBe("Incorrect key [redacted], [redacted], [redacted].");
  },
);

it("A-59 takes a key out that comes back in another form, whatever stands around it", () => {
  const key = 'sk-CANARY"4f1b/0a9c+7d';
  const redactor = createRedactor();
  redactor.learn(key);
  const hex = Buffer.from(key).toString("hex");
  const forms = [
    JSON.stringify({ error: key }),
    ...["", "x", "xy", "xyz"].map((before) => Buffer.from(`${before}${key} and more`).toString("base64")),
    ...["x", "xy"].map((before) => Buffer.from(`${before}${key}!`).toString("base64url")),
    hex,
    hex.toUpperCase(),
    [...key].reverse().join(""),
    encodeURIComponent(key).toLowerCase().replace("sk-canary", "sk-CANARY"),
  ];
  for (const form of forms) {
    const clean = redactor.redact(`so it said: ${form}.`);
    expect(clean).toContain("[redacted]");
    expect(findSecret(Buffer.from(clean), key), form).toEqual([]);
  }
});

it("A-59 goes through the texts of an error's details and leaves their names and figures", () => {
  const redactor = createRedactor();
  redactor.learn("1234-key");
  const details = {
    status: 1234,
    said: ["the key 1234-key is wrong"],
    inner: { text: "1234-key", ok: null },
  };
  expect(redactor.redactData(details)).toEqual({
    status: 1234,
    said: ["the key [redacted] is wrong"],
    inner: { text: "[redacted]", ok: null },
  });
});

it("does not blank out ordinary text for the sake of a placeholder", () => {
  const redactor = createRedactor();
  redactor.learn("x");
  expect(redactor.redact("an example of text")).toBe("an example of text");
});
