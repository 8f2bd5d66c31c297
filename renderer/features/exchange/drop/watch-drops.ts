import { type FileSource, filesOfDrop } from "../reading/file-source.ts";

interface Ways {
  /** Whether an import can begin now. */
  isWelcome: () => boolean;
  onOver: (isOver: boolean) => void;
  onFiles: (source: FileSource) => void;
}

/**
 * Takes the files that are dropped anywhere on the window, unless a place of its own takes them there. A browser shows a
 * file that nobody takes instead of the page, so every drop of files is taken out of its hands.
 */
export function watchDrops(target: Window, { isWelcome, onOver, onFiles }: Ways): () => void {
  const over = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    const isTaken = event.defaultPrevented;
    const canTake = !isTaken && isWelcome();
    event.preventDefault();
    if (!isTaken && event.dataTransfer !== null) event.dataTransfer.dropEffect = canTake ? "copy" : "none";
    onOver(canTake);
  };
  const leave = (event: DragEvent) => {
    // Between two elements of the page there is always a next one.
    if (event.relatedTarget === null) onOver(false);
  };
  const drop = (event: DragEvent) => {
    onOver(false);
    if (!hasFiles(event)) return;
    const isTaken = event.defaultPrevented;
    event.preventDefault();
    if (!isTaken && isWelcome() && event.dataTransfer !== null) onFiles(filesOfDrop(event.dataTransfer));
  };
  target.addEventListener("dragenter", over);
  target.addEventListener("dragover", over);
  target.addEventListener("dragleave", leave);
  target.addEventListener("drop", drop);
  return () => {
    target.removeEventListener("dragenter", over);
    target.removeEventListener("dragover", over);
    target.removeEventListener("dragleave", leave);
    target.removeEventListener("drop", drop);
  };
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
