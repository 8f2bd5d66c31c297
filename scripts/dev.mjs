// `npm run dev`: the page from Vite's server, each change at once, over a workbench that restarts when it was rebuilt.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ensureBuilt, ensureInstalled, findNode, root, say } from "./setup.mjs";

ensureInstalled();
ensureBuilt();
const home = process.env.LATHE_HOME ?? join(root, ".cache", "dev-home");
const host = join(root, "out", "host");
let workbench = await startWorkbench();
const { build, createServer } = await import("vite");
const page = await createServer({
  configFile: join(root, "vite.renderer.config.ts"),
  root: join(root, "renderer"),
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: workbench.origin, changeOrigin: true, configure: signIn } },
  },
});
await page.listen();
const [address] = page.resolvedUrls.local;
say(`Lathe for development is at ${address} (workspace: ${home}).`);

const builder = await build({
  root,
  configFile: join(root, "vite.host.config.ts"),
  logLevel: "warn",
  build: { watch: {} },
});
let isFirst = true;
let restarted = Promise.resolve();
builder.on("event", ({ code }) => {
  if (code !== "END") return;
  if (!isFirst) restarted = restarted.then(restart);
  isFirst = false;
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, end);

/** On the port it had, so that the page's server need not know. */
async function startWorkbench(port = "0") {
  const args = [join(host, "lathe.js"), "web", "--json", "--no-open", "--home", home, "--port", port];
  const child = spawn(findNode(), args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(child.stdout), "line");
  const { url } = JSON.parse(line);
  const signedIn = await fetch(url, { redirect: "manual" });
  return { child, origin: new URL(url).origin, cookie: signedIn.headers.get("set-cookie").split(";")[0] };
}

/** The workbench's own guards stay in force: what another page sends keeps its origin, and is refused. */
function signIn(proxy) {
  proxy.on("proxyReq", (request) => {
    request.setHeader("cookie", workbench.cookie);
    if (`${request.getHeader("origin")}/` === address) request.setHeader("origin", workbench.origin);
  });
}

async function restart() {
  const { child, origin } = workbench;
  child.kill("SIGINT");
  await once(child, "exit");
  workbench = await startWorkbench(new URL(origin).port);
  say("The workbench was rebuilt and started again.");
}

async function end() {
  await builder.close();
  workbench.child.kill("SIGINT");
  await page.close();
  process.exit(0);
}
