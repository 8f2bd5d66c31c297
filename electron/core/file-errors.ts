import { LatheError } from "#shared/contract/errors.ts";

const full = {
  code: "store.disk-full",
  message: "The disk is full. Nothing was lost; make room and try again.",
};
const refused = {
  code: "store.read-only-folder",
  message:
    "A file of the workspace cannot be written: its folder is read-only. Make the folder writable and try again.",
};
const tooMany = {
  code: "host.too-many-files",
  message:
    "Too many files and connections are open on this computer. Close some programs or pages and try again.",
};

const inTheWay = {
  code: "store.in-the-way",
  message:
    "Something else stands where a file or folder of the workspace belongs. Move it away and try again.",
};

const words: Record<string, { code: string; message: string }> = {
  ENOSPC: full,
  EDQUOT: full,
  EROFS: refused,
  EACCES: refused,
  EPERM: refused,
  EEXIST: inTheWay,
  EISDIR: inTheWay,
  ELOOP: inTheWay,
  ENOTDIR: inTheWay,
  EMFILE: tooMany,
  ENFILE: tooMany,
  EIO: {
    code: "store.disk-error",
    message: "The disk reported an error. Nothing was acknowledged; check the disk and try again.",
  },
};

/** Gives the file system's own faults their words; everything else passes through. */
export function fileError(error: unknown): unknown {
  const { code, syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  const known = syscall !== undefined && code !== undefined ? words[code] : undefined;
  if (known === undefined) return error;
  const details = { system: code ?? "", ...(path === undefined ? {} : { file: path }) };
  return new LatheError({ ...known, retryable: true, details }, { cause: error });
}
