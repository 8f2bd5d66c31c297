import { describe, expect, it } from "vitest";
import { marksOf } from "./trend-marks.ts";

const names = (count: number) => Array.from({ length: count }, (_, at) => `1.0.${at}`);
const distinct = (values: Iterable<string>) => new Set(values).size;

describe("the marks of a trend chart", () => {
  it("differ in shape for as many groups as a legend shows: colour never stands alone", () => {
    const marks = [...marksOf(names(7)).values()];
    expect(distinct(marks.map((mark) => mark.shape))).toBe(7);
  });

  it("are not used twice when there are more groups than shapes", () => {
    const marks = [...marksOf(names(35)).values()];
    expect(distinct(marks.map((mark) => `${mark.shape} ${mark.colour}`))).toBe(35);
  });

  it("exist for every group, however many", () => {
    expect(marksOf(names(200)).size).toBe(200);
    expect(marksOf([]).size).toBe(0);
  });
});
