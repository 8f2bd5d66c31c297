import { spawn } from "node:child_process";
import type { Command } from "commander";
import { startLoopback } from "../loopback/server.ts";
import { startAtUsualPort } from "../loopback/usual-port.ts";
import { commonCommand } from "./common-command.ts";
import { badInput } from "./exit-codes.ts";
import { type CommonOptions, faultLog, withSession } from "./session.ts";
import { note, printLine } from "./terminal.ts";

type WebOptions = CommonOptions & { port?: string; open: boolean };

export function addWeb(program: Command, rendererFolder: string): void {
  program.addCommand(
    commonCommand(
      "web [options]",
      "Open the workbench in the browser; ends with Ctrl-C.",
      "web --port 4400 --no-open",
    )
      .option("--port <n>", "a fixed port (default: the one of last time, or a free one)")
      .option("--no-open", "only print the address")
      .action((options: WebOptions) => {
        const port = readPort(options.port);
        return withSession(
          options,
          async ({ workspace, json, signal, folder }) => {
            const served = { workbench: workspace, rendererFolder, log: faultLog };
            const loopback =
              port === undefined
                ? await startAtUsualPort(folder, served)
                : await startLoopback({ ...served, port });
            const ended = new Promise<void>((resolve) => {
              // A Ctrl-C while it was still starting.
              if (signal.aborted) resolve();
              signal.addEventListener("abort", () => resolve());
            });
            if (json) process.stdout.write(`${JSON.stringify({ url: loopback.url })}\n`);
            else {
              printLine(`Lathe is at ${loopback.url}`);
              note("The address signs one browser in. Enter prints another; Ctrl-C ends Lathe.");
            }
            const stopOffering = json ? () => {} : offerAddresses(loopback.newUrl);
            if (options.open) openBrowser(loopback.url);
            await ended;
            stopOffering();
            await loopback.close();
          },
          { host: "loopback", sample: true, mending: true },
        );
      }),
  );
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw badInput("--port is a number from 1 to 65535.");
  return port;
}

/** Each Enter in the terminal gives one more address, for a second browser or a cookie that was cleared. */
function offerAddresses(newUrl: () => string): () => void {
  if (!process.stdin.isTTY) return () => {};
  const offer = () => printLine(`Lathe is at ${newUrl()}`);
  process.stdin.on("data", offer);
  return () => {
    process.stdin.off("data", offer);
    process.stdin.pause();
  };
}

/** Best effort: the address is on the screen in any case. */
function openBrowser(url: string): void {
  const hasDisplay = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasDisplay) return;
  const [program, ...args] =
    process.platform === "win32"
      ? ["rundll32", "url.dll,FileProtocolHandler"]
      : process.platform === "darwin"
        ? ["open"]
        : ["xdg-open"];
  const child = spawn(program as string, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
