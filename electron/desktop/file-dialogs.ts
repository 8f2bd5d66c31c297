import type { BrowserWindow, Dialog, FileFilter } from "electron";
import type { HostDialogs } from "#core/host-dialogs.ts";
import type { Words } from "./words.ts";

/** The system's own file dialogs, over Lathe's window where there is one. */
export function createFileDialogs(
  dialog: Pick<Dialog, "showOpenDialog">,
  surroundings: { window: () => BrowserWindow | null; words: () => Words },
): HostDialogs {
  return {
    async chooseFile({ title }) {
      const { backupFiles, allFiles } = surroundings.words();
      const filters: FileFilter[] = [
        { name: backupFiles, extensions: ["db"] },
        { name: allFiles, extensions: ["*"] },
      ];
      // macOS shows no title in its dialogs, but a message.
      const options = {
        title,
        message: title,
        filters,
        properties: ["openFile" as const, "dontAddToRecent" as const],
      };
      const window = surroundings.window();
      const { canceled, filePaths } =
        window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
      return canceled ? null : (filePaths[0] ?? null);
    },
  };
}
