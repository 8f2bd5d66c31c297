import { startAtUsualPort } from "../../electron/loopback/usual-port.ts";
import { writePage } from "../contract/loopback-host.ts";
import { openWorkbench } from "../support/open-workbench.ts";

/** A loopback host in a process of its own, which can be given limits; its address is its first line. Ends on SIGTERM. */
const [folder = ""] = process.argv.slice(2);
const workbench = await openWorkbench(folder);
const page = writePage();
const loopback = await startAtUsualPort(folder, { workbench, rendererFolder: page.folder, log: () => {} });
process.stdout.write(`${loopback.url}\n`);
process.once("SIGTERM", async () => {
  await loopback.close();
  await workbench.close();
  page.remove();
});
