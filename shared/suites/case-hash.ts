import { type CaseContent, caseContent } from "../model/suite.ts";

/**
 * The object whose canonical JSON is hashed: defaults filled in, anything unknown dropped, no tag twice. The schema name
 * is part of it, so that a later form of case cannot have the hash of this one.
 */
export function caseForHash(content: CaseContent): CaseContent & { schema: "lathe.case/1" } {
  const parsed = caseContent.parse(content);
  return { schema: "lathe.case/1", ...parsed, tags: [...new Set(parsed.tags)] };
}
