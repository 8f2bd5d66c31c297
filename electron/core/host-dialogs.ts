import { LatheError } from "#shared/contract/errors.ts";
import type { hostOperations } from "#shared/contract/host.ts";
import type { ParsedInput } from "#shared/contract/operations.ts";
import type { HandlersOf } from "./router.ts";

export type FileRequest = ParsedInput<"host.choose-file">;

/** The system's own dialogs, where the host has a window to show them over. */
export interface HostDialogs {
  /** The absolute path of the file that the person chose; null: they closed the dialog. */
  chooseFile(request: FileRequest): Promise<string | null>;
}

type DialogHandlers = Pick<HandlersOf<typeof hostOperations>, "host.choose-file">;

export function dialogHandlers(dialogs: HostDialogs | undefined): DialogHandlers {
  return {
    "host.choose-file": async (request) => {
      if (dialogs === undefined) throw noDialogs();
      return { path: await dialogs.chooseFile(request) };
    },
  };
}

const noDialogs = (): LatheError =>
  new LatheError({
    code: "host.no-dialogs",
    message: "This host has no file dialog. Type the path of the file instead.",
  });
