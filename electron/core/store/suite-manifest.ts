import { z } from "zod";
import { suiteText } from "#shared/suites/suite-text.ts";
import { sha256 } from "./content-store.ts";

/** `suite_versions.manifest_json`; of its checks only what every one has. */
const manifest = z.looseObject({
  checks: z.array(z.looseObject({ type: z.string() })),
  threshold: z.number().nullable(),
  /** [case id, case hash] */
  cases: z.array(z.tuple([z.string(), z.string()])),
});

/** The hash that a suite version with this manifest must have; null: it is no manifest. */
export function hashOfManifest(json: string): string | null {
  try {
    const { cases, ...rest } = manifest.parse(JSON.parse(json));
    return sha256(suiteText(rest, JSON.stringify(cases.map(([, hash]) => hash))));
  } catch {
    return null;
  }
}
