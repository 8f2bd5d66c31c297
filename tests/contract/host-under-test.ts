import type { Transport } from "#shared/contract/client.ts";
import type { Frame } from "#shared/contract/wire.ts";
import type { ScriptedWorkbench } from "./scripted-workbench.ts";

type Request = { operation: string; input: unknown };

/** A page with the transport that the real page uses. */
export interface TestPage {
  transport: Transport<AbortSignal>;
  /** What the browser does: everything of the old page stops without a word, a new page stands in its place. */
  reload(): TestPage;
  /** Sends a call past the transport's own checks and answers the last frame. */
  sendRaw(request: Request): Promise<Frame>;
}

/** One of the two hosts with a workbench behind it. */
export interface HostUnderTest {
  workbench: ScriptedWorkbench;
  openPage(): TestPage;
  /** A page that is not Lathe's tries the call; resolves when it has been turned away. */
  sendAsStranger(request: Request): Promise<void>;
  close(): Promise<void>;
}
