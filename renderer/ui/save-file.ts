/**
 * Hands a text that this page made to the person as a file, by the browser's own download. What is in it is never opened
 * by the page: a report may hold whatever a model wrote.
 */
export function saveFile({ fileName, mediaType, parts }: SavedFile): void {
  const address = URL.createObjectURL(new Blob(parts, { type: mediaType }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold on the blob once it has begun; Safari begins it a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export interface SavedFile {
  fileName: string;
  mediaType: string;
  /** One after the other; a large file need not be one string. */
  parts: string[];
}
