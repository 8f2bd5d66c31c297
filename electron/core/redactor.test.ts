import { expect, it } from "vitest";
import { createRedactor } from "./redactor.ts";

it.each(["/root", "s3cr", "sk-CANARY-4f1b0a9c7d"])("takes out the learned key %s, also encoded", (key) => {
  const redactor = createRedactor();
  redactor.learn(key);
  const said = `Incorrect key ${key}, ${encodeURIComponent(key)}, ${btoa(key)}.`;
  expect(redactor.redact(said)).toBe("Incorrect key [redacted], [redacted], [redacted].");
});

it("does not blank out ordinary text for the sake of a placeholder", () => {
  const redactor = createRedactor();
  redactor.learn("x");
  expect(redactor.redact("an example of text")).toBe("an example of text");
});
