import { beforeEach, describe, expect, it } from "vitest";
import { i18n, speak, startI18n } from "../../i18n/i18n.ts";
import { listed } from "./run-scenes.ts";
import { describeRun, sayLeftOut, sayTick } from "./trend-words.ts";

beforeEach(() => startI18n("en"));

describe("what the trend leaves out", () => {
  const leftOut = [
    { reason: "recorded", count: 2 },
    { reason: "cancelled", count: 1 },
  ] as const;

  it("is one line with its reasons, in the language of the page", async () => {
    expect(sayLeftOut(i18n.t, "time", [...leftOut])).toBe("3 left out: 2 recorded, 1 cancelled");
    await speak("zh");
    expect(sayLeftOut(i18n.t, "time", [...leftOut])).toBe("未计入 3 次：2 次为录制、1 次已取消");
  });

  it("says which figure is unknown", () => {
    const unknown = [{ reason: "unknown" as const, count: 1 }];
    expect(sayLeftOut(i18n.t, "cost", unknown)).toBe("1 left out: 1 of unknown cost");
    expect(sayLeftOut(i18n.t, "tokens", unknown)).toBe("1 left out: 1 without a token count");
  });

  it("is not mentioned when nothing is", () => {
    expect(sayLeftOut(i18n.t, "time", [])).toBeNull();
  });
});

it("the figure of a cheap call on the axis is not rounded to 0", () => {
  expect(sayTick(0.0004, "en")).toBe("0.0004");
  expect(sayTick(1_250, "en")).toBe("1,250");
});

it("the words of a run tell the simulator's figures from a model's", () => {
  const simulated = listed("run_aaaaaaaaaaaaaaaaaaaa");
  expect(describeRun(i18n.t, simulated, "12 ms", "en")).toMatch(/^draft · 12 ms\n.*\n.* · Simulator$/);
  const real = { ...simulated, simulated: false, version: "1.2.0", model: "openai/gpt-4o" };
  expect(describeRun(i18n.t, real, "12 ms", "en")).toMatch(/^1\.2\.0 · 12 ms\n.*\nopenai\/gpt-4o$/);
});
