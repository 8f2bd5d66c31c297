import { beforeEach, expect, it } from "vitest";
import { dropOf, fileEntry } from "../import-scenes.ts";
import { watchDrops } from "./watch-drops.ts";

let seen: string[] = [];
let isWelcome = true;
let target = new EventTarget();

beforeEach(() => {
  seen = [];
  isWelcome = true;
  target = new EventTarget();
  watchDrops(target as Window, {
    isWelcome: () => isWelcome,
    onOver: (isOver) => seen.push(isOver ? "over" : "away"),
    onFiles: () => seen.push("files"),
  });
});

function send(type: string, more: Record<string, unknown> = {}, isTaken = false): Event {
  const event = Object.assign(new Event(type, { cancelable: true }), {
    dataTransfer: dropOf(fileEntry("a.md")),
    ...more,
  });
  if (isTaken) event.preventDefault();
  target.dispatchEvent(event);
  return event;
}

it("files dropped beside every drop zone are imported, and the browser does not leave the page for them", () => {
  expect(send("dragover").defaultPrevented).toBe(true);
  expect(send("drop").defaultPrevented).toBe(true);
  expect(seen).toEqual(["over", "away", "files"]);
});

it("files that a drop zone of another dialog took are not imported a second time", () => {
  send("dragover", {}, true);
  send("drop", {}, true);
  expect(seen).toEqual(["away", "away"]);
});

it("while another dialog asks something a drop is refused, and still does not leave the page", () => {
  isWelcome = false;
  const over = send("dragover") as Event & { dataTransfer: DataTransfer };
  expect(over.dataTransfer.dropEffect).toBe("none");
  expect(send("drop").defaultPrevented).toBe(true);
  expect(seen).not.toContain("files");
});

it("text that is dragged within the page stays the editor's own business", () => {
  expect(send("drop", { dataTransfer: { types: ["text/plain"], items: [] } }).defaultPrevented).toBe(false);
});

it("the veil goes when the files leave the window, and not between two parts of the page", () => {
  send("dragover");
  send("dragleave", { relatedTarget: {} });
  expect(seen).toEqual(["over"]);
  send("dragleave", { relatedTarget: null });
  expect(seen).toEqual(["over", "away"]);
});
