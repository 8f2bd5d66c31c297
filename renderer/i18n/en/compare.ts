import { compareDialog } from "./compare-dialog.ts";
import { compareRows } from "./compare-rows.ts";
import { compareVerdict } from "./compare-verdict.ts";
import { compareVotes } from "./compare-votes.ts";

export const compare = {
  title: "Compare",
  commands: { begin: "Compare versions, drafts or models…" },
  dialog: compareDialog,
  rows: compareRows,
  verdict: compareVerdict,
  votes: compareVotes,
};
