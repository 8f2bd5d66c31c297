// Writes docs/faults-and-attacks.md anew: which test stands for which numbered case. `npm test` holds the page to the tests.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { casePage, findCases } from "../tests/support/case-table.ts";

const page = join(import.meta.dirname, "..", "docs", "faults-and-attacks.md");
writeFileSync(page, casePage(readFileSync(page, "utf8"), findCases()));
