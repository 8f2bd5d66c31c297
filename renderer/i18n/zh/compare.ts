import type { compare as English } from "../en/compare.ts";
import { compareDialog } from "./compare-dialog.ts";
import { compareRows } from "./compare-rows.ts";
import { compareVerdict } from "./compare-verdict.ts";
import { compareVotes } from "./compare-votes.ts";

export const compare: typeof English = {
  title: "对比",
  commands: { begin: "对比版本、草稿或模型…" },
  dialog: compareDialog,
  rows: compareRows,
  verdict: compareVerdict,
  votes: compareVotes,
};
