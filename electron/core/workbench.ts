import type { Capabilities } from "#shared/contract/host.ts";
import type { Ports } from "./ports.ts";
import type { Router } from "./router.ts";

export interface WorkbenchOptions {
  /** The workspace folder; made if it is missing. Holds `workspace.db`. */
  folder: string;
  host: "desktop" | "loopback" | "cli" | "test";
  appVersion: string;
  capabilities: Omit<Capabilities, "vault">;
  ports: Ports;
  /** Fill a workspace that is new with the sample prompts. */
  sample: boolean;
  /** Parse every output and chunk against the contract; on in tests. */
  checkOutputs?: boolean;
}

export interface Workbench extends Router {
  /** Cancels what is running, waits for it to be stored, and closes the database. */
  close(): Promise<void>;
}
