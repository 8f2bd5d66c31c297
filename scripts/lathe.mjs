// The command line: sets up what is missing, says so on stderr, and hands over to the built program.
import { join } from "node:path";
import { handOver } from "./hand-over.mjs";
import { nodeFlags } from "./node-flags.mjs";
import { ensureBuilt, ensureInstalled, findNode, root } from "./setup.mjs";

ensureInstalled();
ensureBuilt();
handOver(findNode(), [...nodeFlags, join(root, "out", "host", "lathe.js"), ...process.argv.slice(2)]);
