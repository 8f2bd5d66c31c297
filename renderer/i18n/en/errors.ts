import { designErrors } from "./design-errors.ts";
import { exchangeErrors } from "./exchange-errors.ts";
import { experimentErrors } from "./experiment-errors.ts";
import { promptErrors } from "./prompt-errors.ts";
import { snippetErrors } from "./snippet-errors.ts";
import { templateErrors } from "./template-errors.ts";

/**
 * The words of each error by its code, `domain` then `reason`. `{{message}}` is the error's own sentence, used where it
 * names what no translation can know.
 */
export const errors = {
  /** Behind an error's words, where the provider wrote something about it. */
  said: { message: " It said: “{{said}}”" },
  unknown: { title: "Something went wrong" },
  design: designErrors,
  snippets: snippetErrors,
  exchange: exchangeErrors,
  templates: templateErrors,
  experiments: experimentErrors,
  host: {
    "bad-input": { title: "This cannot be accepted", message: "{{message}}" },
    cancelled: { title: "Cancelled", message: "It was cancelled. Nothing was changed." },
    disconnected: {
      title: "Lathe does not answer",
      message: "Your text is kept in this page. It goes on as soon as Lathe is back.",
    },
    internal: {
      title: "Lathe made a mistake",
      message: "It was a fault of its own, and nothing was changed. The log has the details.",
    },
    "no-dialogs": { title: "No file dialog here", message: "Type the path of the file instead." },
    overrun: { title: "The answer came too fast", message: "The page could not keep up. Try again." },
    "page-missing": { title: "The page was not found", message: "{{message}}" },
    "port-refused": { title: "The port was refused", message: "{{message}}" },
    "port-taken": {
      title: "The port is in use",
      message: "Port {{port}} is in use. Choose another one, or leave it out.",
    },
    "too-large": {
      title: "Too large",
      message:
        "This is more than {{megabytes}} MB, the most that can be sent at once. Make it smaller or split it.",
    },
    "too-many-files": {
      title: "Too many open files",
      message:
        "Too many files and connections are open on this computer. Close some programs or pages and try again.",
    },
    unauthorised: {
      title: "This page is signed out",
      message: "Lathe was started again. Open the address that it printed in the terminal.",
    },
    unexpected: { title: "Something went wrong", message: "{{message}}" },
    "unknown-operation": {
      title: "Page and host do not match",
      message: "They may be of different versions. Reload the page.",
    },
  },
  prompts: promptErrors,
  providers: {
    "address-invalid": { title: "This is not an address", message: "{{message}}" },
    "address-not-found": { title: "The address lists no models", message: "{{message}}" },
    "address-private": {
      title: "This name leads into your own network",
      message:
        "{{host}} leads to {{address}}, an address inside your own computer or network. Nothing was sent. If {{host}} is a server of your own, allow it in Settings.",
    },
    "address-refused": { title: "This address is not called", message: "{{message}}" },
    "bad-request": { title: "The request was not accepted", message: "{{message}}" },
    "certificate-expired": { title: "The certificate has expired", message: "{{message}}" },
    "certificate-untrusted": { title: "The certificate is not trusted", message: "{{message}}" },
    "certificate-wrong-host": { title: "The certificate of another host", message: "{{message}}" },
    "connect-timeout": { title: "No connection in time", message: "{{message}}" },
    "connection-closed": { title: "Closed without an answer", message: "{{message}}" },
    "connection-cut": { title: "The connection was cut", message: "{{message}}" },
    "connection-lost": { title: "The connection was lost", message: "{{message}}" },
    "connection-refused": { title: "Nothing answers there", message: "{{message}}" },
    "empty-reply": { title: "An empty answer", message: "{{message}}" },
    "failed-midway": { title: "The provider broke off", message: "{{message}}" },
    "gateway-error": { title: "The gateway got no answer", message: "{{message}}" },
    "gave-up": { title: "The provider ran out of time", message: "{{message}}" },
    "incomplete-reply": { title: "The answer is incomplete", message: "{{message}}" },
    "key-invalid": { title: "This is not a key", message: "{{message}}" },
    "key-missing": { title: "The key is missing", message: "{{message}}" },
    "key-rejected": { title: "The key was rejected", message: "{{message}}" },
    "key-too-short": { title: "This key is too short", message: "{{message}}" },
    "malformed-reply": { title: "Not the answer of a model", message: "{{message}}" },
    "model-not-found": { title: "This model is not known", message: "{{message}}" },
    "name-not-found": { title: "The name was not found", message: "{{message}}" },
    "name-reserved": { title: "This name is reserved", message: "{{message}}" },
    "name-taken": { title: "This name is in use", message: "{{message}}" },
    "no-model-list": { title: "Not a list of models", message: "{{message}}" },
    "no-recording": { title: "No recorded reply", message: "{{message}}" },
    "no-route": { title: "No way to the provider", message: "{{message}}" },
    "not-allowed": { title: "The key may not do this", message: "{{message}}" },
    "not-found": { title: "This provider is not here", message: "{{message}}" },
    "not-http": { title: "Not a web server", message: "{{message}}" },
    "not-https": { title: "No https at this address", message: "{{message}}" },
    "other-json": { title: "JSON, but no model’s answer", message: "{{message}}" },
    overloaded: { title: "The provider is overloaded", message: "{{message}}" },
    "port-refused": { title: "This port is not called", message: "{{message}}" },
    "quota-exceeded": { title: "No credit left", message: "{{message}}" },
    "rate-limited": { title: "Asked to slow down", message: "{{message}}" },
    redirected: { title: "The address has moved", message: "{{message}}" },
    "reply-too-large": { title: "The answer is too large", message: "{{message}}" },
    "request-too-large": { title: "The request is too large", message: "{{message}}" },
    "server-error": { title: "The provider failed", message: "{{message}}" },
    silent: { title: "Not a word came", message: "{{message}}" },
    "simulator-fixed": { title: "The simulator is part of Lathe", message: "{{message}}" },
    timeout: { title: "The answer took too long", message: "{{message}}" },
    tls: { title: "No secure connection", message: "{{message}}" },
    "undecodable-reply": { title: "The answer cannot be unpacked", message: "{{message}}" },
    unreachable: { title: "The provider cannot be reached", message: "{{message}}" },
    "web-page": { title: "A web page, not a model", message: "{{message}}" },
  },
  runs: {
    "not-found": { title: "This run is not here", message: "It is not in the workspace." },
    "not-here": {
      title: "Started elsewhere",
      message: "This run was started by another window or terminal. Cancel it there.",
    },
    interrupted: {
      title: "Interrupted",
      message: "Lathe was closed during this run. What had arrived is kept; run it again for a whole reply.",
    },
  },
  store: {
    "backup-damaged": { title: "The backup is damaged", message: "{{message}}" },
    "being-replaced": {
      title: "The workspace is being restored",
      message: "Wait until that is done.",
    },
    busy: {
      title: "The workspace is busy",
      message: "Another program is writing to it. Try again in a moment.",
    },
    "cannot-open": {
      title: "The workspace cannot be opened",
      message: "Check that its folder exists and is yours.",
    },
    closed: { title: "The workspace is being closed", message: "Try again in a moment." },
    damaged: {
      title: "The workspace is damaged",
      message: "The file was left as it is. Restore a backup.",
    },
    "disk-error": {
      title: "The disk reported an error",
      message: "Nothing was acknowledged. Check the disk and try again.",
    },
    "disk-full": { title: "The disk is full", message: "Nothing was lost. Make room and try again." },
    "foreign-file": { title: "Not a workspace of Lathe", message: "{{message}}" },
    "in-the-way": {
      title: "Something else is in the workspace’s place",
      message: "It stands where a file or folder of the workspace belongs. Move it away and try again.",
    },
    lost: { title: "The workspace file is gone", message: "{{message}}" },
    "migration-altered": { title: "An unknown workspace", message: "{{message}}" },
    "migration-failed": { title: "The workspace could not be updated", message: "{{message}}" },
    "newer-file": { title: "The workspace is newer", message: "{{message}}" },
    "no-pragma": { title: "The workspace cannot be opened safely", message: "{{message}}" },
    "no-such-backup": {
      title: "This backup is not there",
      message: "It may have been removed by the rotation or by hand. Choose another one.",
    },
    "no-wal": { title: "This folder cannot hold a workspace", message: "{{message}}" },
    "not-a-workspace": {
      title: "Not a workspace",
      message: "The file is not a database. It was left as it is; move it aside or choose another folder.",
    },
    "not-damaged": { title: "There is nothing to recover", message: "{{message}}" },
    "not-salvaged": { title: "Nothing was read yet", message: "{{message}}" },
    "old-sqlite": { title: "This installation is too old", message: "{{message}}" },
    "salvage-exists": { title: "An earlier reading is in the way", message: "{{message}}" },
    "salvage-failed": { title: "What was read could not be written", message: "{{message}}" },
    "read-only": {
      title: "The workspace is read-only",
      message: "Its file cannot be written. Change its permissions and try again.",
    },
    "read-only-folder": {
      title: "The workspace is read-only",
      message: "Its folder cannot be written. Change its permissions and try again.",
    },
  },
  suites: {
    "case-not-found": {
      title: "This case is not here",
      message: "It may have been removed in another window.",
    },
    conflict: { title: "Changed in another window", message: "{{message}}" },
    "import-empty": { title: "Nothing to import", message: "There are no cases in this file." },
    "import-too-many": {
      title: "Too many rows",
      message: "The file has {{rows}} rows; at most {{limit}} are read at once. Split it.",
    },
    "import-unreadable": { title: "This file cannot be read", message: "{{message}}" },
    "name-missing": { title: "A name is needed", message: "Give the new suite a name." },
    "name-taken": {
      title: "This name is in use",
      message: "There is already a suite named “{{name}}”. “{{suggestion}}” is free.",
    },
    "not-found": {
      title: "This suite is not here",
      message: "It may have been removed in another window.",
    },
    "version-not-found": {
      title: "No such version",
      message: "This version of the suite is not in the workspace.",
    },
  },
  tests: {
    "attempt-not-found": {
      title: "This attempt is not here",
      message: "It is not in the workspace. Open the test run again.",
    },
    "mark-invalid": { title: "This mark cannot be kept", message: "{{message}}" },
    "no-cases": { title: "There is nothing to test", message: "{{message}}" },
    "not-found": { title: "This test run is not here", message: "It is not in the workspace." },
    "not-here": {
      title: "Under way elsewhere",
      message: "Another window or terminal makes this test run. Pause or cancel it there.",
    },
    "nothing-missing": {
      title: "This test run is complete",
      message: "Nothing is missing. Start a new one, or call its errors again.",
    },
    "price-unknown": {
      title: "The cap cannot be kept",
      message:
        "Nobody knows what a call of {{models}} costs. Enter the price in Settings, or start without a cap.",
    },
    "still-running": {
      title: "This test run is under way",
      message: "Wait until it stands still, or pause it.",
    },
    "not-of-prompt": {
      title: "A run of another prompt",
      message: "Choose one of the prompt's own test runs as its baseline.",
    },
  },
  vault: {
    busy: {
      title: "The stored keys are in use",
      message: "Another Lathe is changing them and does not finish. Try again, or close the other one.",
    },
    damaged: {
      title: "The stored keys are damaged",
      message: "The file with the keys cannot be read. Enter your keys again in Settings.",
    },
    "key-file-damaged": { title: "The vault's key file is damaged", message: "{{message}}" },
    "keyring-refused": { title: "The system's keyring did not open", message: "{{message}}" },
    "no-keyring": { title: "There is no keyring here", message: "{{message}}" },
    "unknown-kind": { title: "LATHE_VAULT names no vault", message: "{{message}}" },
    unreadable: {
      title: "The stored key cannot be read",
      message: "Unlock the system's keyring, or enter the key again in Settings.",
    },
  },
};
