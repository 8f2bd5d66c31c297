/** SQLite's records (https://sqlite.org/fileformat2.html#record_format), read from bytes that nobody vouches for. */

/** `undefined`: not in the bytes that were given. */
export type Value = string | number | Buffer | null;
export type PartialRecord = (Value | undefined)[];

export interface Varint {
  /** NaN where it ends after the bytes, or is larger than a number can tell exactly. */
  value: number;
  next: number;
}

export function readVarint(bytes: Buffer, at: number): Varint {
  let value = 0;
  for (let place = 0; place < 9; place += 1) {
    const byte = bytes[at + place];
    if (byte === undefined) break;
    if (place === 8) return { value: negative(bytes, at), next: at + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80)
      return { value: value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN, next: at + place + 1 };
  }
  return { value: Number.NaN, next: bytes.length };
}

/** Nine bytes hold all 64 bits: a number that is below zero. */
function negative(bytes: Buffer, at: number): number {
  let bits = 0n;
  for (let place = 0; place < 8; place += 1) bits = (bits << 7n) | BigInt((bytes[at + place] ?? 0) & 0x7f);
  const value = Number(BigInt.asIntN(64, (bits << 8n) | BigInt(bytes[at + 8] ?? 0)));
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

export interface RecordHead {
  /** One serial type for each column. */
  types: number[];
  /** Where the first value begins. */
  bodyAt: number;
}

const integerBytes = [0, 1, 2, 3, 4, 6, 8];
const mostColumns = 100;

/**
 * The types of a record of `size` bytes, of which the first are at hand. null where it cannot be a record: in one, the
 * values are exactly as long as there is room for them.
 */
export function readHead(bytes: Buffer, size: number): RecordHead | null {
  const head = readVarint(bytes, 0);
  if (!(head.value >= 2 && head.value <= Math.min(bytes.length, size))) return null;
  const types: number[] = [];
  let bodyBytes = 0;
  let at = head.next;
  while (at < head.value) {
    const type = readVarint(bytes, at);
    const length = bytesOf(type.value);
    if (!(length >= 0) || types.length === mostColumns) return null;
    types.push(type.value);
    bodyBytes += length;
    at = type.next;
  }
  if (at !== head.value || head.value + bodyBytes !== size) return null;
  return { types, bodyAt: at };
}

/** NaN: there is no such type. */
export function bytesOf(type: number): number {
  if (type >= 12) return (type - (type % 2 === 0 ? 12 : 13)) / 2;
  if (type === 7) return 8;
  if (type === 8 || type === 9) return 0;
  return integerBytes[type] ?? Number.NaN;
}

export const isInteger = (type: number): boolean => (type >= 1 && type <= 6) || type === 8 || type === 9;
export const isReal = (type: number): boolean => type === 7;
export const isText = (type: number): boolean => type >= 13 && type % 2 === 1;
export const isBlob = (type: number): boolean => type >= 12 && type % 2 === 0;

/** null where a value is not what its type says: text that is not UTF-8, an integer beyond what Lathe writes. */
export function readValues(bytes: Buffer, { types, bodyAt }: RecordHead): PartialRecord | null {
  const values: PartialRecord = [];
  let at = bodyAt;
  for (const type of types) {
    const end = at + bytesOf(type);
    const value = end > bytes.length ? undefined : readValue(bytes.subarray(at, end), type);
    if (value === unreadable) return null;
    values.push(value);
    at = end;
  }
  return values;
}

const unreadable = Symbol("unreadable");
// A leading U+FEFF is a part of the text.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function readValue(bytes: Buffer, type: number): Value | typeof unreadable {
  if (type === 0) return null;
  if (type === 8) return 0;
  if (type === 9) return 1;
  if (isReal(type)) return finite(bytes.readDoubleBE(0));
  if (isBlob(type)) return Buffer.from(bytes);
  if (isText(type)) {
    try {
      return utf8.decode(bytes);
    } catch {
      return unreadable;
    }
  }
  const value = bytes.length === 8 ? Number(bytes.readBigInt64BE(0)) : bytes.readIntBE(0, bytes.length);
  return Number.isSafeInteger(value) ? value : unreadable;
}

const finite = (value: number) => (Number.isFinite(value) ? value : unreadable);
