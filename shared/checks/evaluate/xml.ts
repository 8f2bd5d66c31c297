import { findXml, readXml } from "../measures/xml.ts";
import { broken, decided, type Outcome } from "../outcome.ts";
import { reason } from "../reasons.ts";
import type { Asked } from "./asked.ts";

export function evaluateIsXml({ output, value: wanted }: Asked<"is-xml">): Outcome {
  const read = readXml(output, wanted);
  if (!read.ok) return decided(false, reason("not-xml", { message: read.message }));
  const missing = wanted.filter((path) => !read.found.has(path));
  return missing.length === 0 ? decided(true, reason("xml")) : withoutElements(missing);
}

/** One of the elements in the text must have all that is required. */
export function evaluateContainsXml({ output, value: wanted }: Asked<"contains-xml">): Outcome {
  const search = findXml(output, wanted);
  if (!search.ok) return broken("too-many-tags");
  const [first] = search.elements;
  if (first === undefined) return decided(false, reason("no-xml-found"));
  if (search.elements.some((found) => wanted.every((path) => found.has(path)))) {
    return decided(true, reason("xml-found"));
  }
  return withoutElements(wanted.filter((path) => !first.has(path)));
}

const withoutElements = (missing: readonly string[]): Outcome =>
  decided(false, reason("xml-missing", { elements: missing.join(", ") }));
