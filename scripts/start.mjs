// `npm start`: the desktop window where there is an Electron binary and a display, otherwise the browser.
import { join } from "node:path";
import { electronBinary, getElectron } from "./electron-binary.mjs";
import { handOver } from "./hand-over.mjs";
import { nodeFlags } from "./node-flags.mjs";
import { ensureBuilt, ensureInstalled, findNode, root, say } from "./setup.mjs";

const args = process.argv.slice(2);
ensureInstalled();
const obstacle = await whyNoWindow();
ensureBuilt();
if (obstacle === null) openWindow();
else openInBrowser(obstacle);

/** The reason in words, or null when a window can be opened. */
async function whyNoWindow() {
  if (args.includes("--browser") || process.env.LATHE_HOST === "browser") return "as asked";
  // They ask for an address, or are a question to the command line.
  if (args.some((argument) => /^(--port|--no-open|--json|--help|-h)\b/.test(argument))) return "as asked";
  if (process.platform === "linux") {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return "there is no display for a window";
    // Lathe does not switch the sandbox off to get a window.
    if (process.getuid() === 0) return "a window needs Electron's sandbox, which does not work as root";
  }
  if (await getElectron()) return null;
  return "the Electron binary is not installed and could not be downloaded";
}

function openWindow() {
  say("Opening Lathe in its desktop window.");
  const home = readHome();
  handOver(electronBinary(), [root], home === null ? {} : { LATHE_HOME: home });
}

/** Of `--home DIR` or `--home=DIR`. */
function readHome() {
  const at = args.findIndex((argument) => /^--home(=|$)/.test(argument));
  if (at < 0) return null;
  return args[at].startsWith("--home=") ? args[at].slice("--home=".length) : (args[at + 1] ?? null);
}

function openInBrowser(reason) {
  say(`Opening Lathe in the browser: ${reason}.`);
  const passed = args.filter((argument) => argument !== "--browser");
  handOver(findNode(), [...nodeFlags, join(root, "out", "host", "lathe.js"), "web", ...passed]);
}
