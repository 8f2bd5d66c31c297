import { canonicalJson } from "../text/canonical.ts";

/**
 * The text of which a suite version's hash is the sha256: `{cases: [hash, …], checks, schema: "lathe.suite/1", threshold}`
 * in canonical JSON. The same test has the same hash, whatever it is called and whatever the ids of its cases are.
 * `hashesJson` is the list as canonical JSON.
 */
export function suiteText(
  { checks, threshold }: { checks: unknown; threshold: number | null },
  hashesJson: string,
): string {
  const rest = canonicalJson({ checks, schema: "lathe.suite/1", threshold });
  // "cases" is the first of the keys; the list is put in as it is, because it may have a hundred thousand entries.
  return `{"cases":${hashesJson},${rest.slice(1)}`;
}
