/** A form of a secret in which it was found, such as `base64`. */
export type SecretForm = string;

/** The forms of `secret` that stand in `bytes`; none: it is not there. */
export function findSecret(bytes: Uint8Array, secret: string): SecretForm[] {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return formsOf(secret).flatMap(([name, needle]) => (haystack.includes(needle) ? [name] : []));
}

/**
 * Every way in which a secret has been seen to leave a program: as it is, encoded, turned round, in UTF-16, and as a
 * value inside JSON inside JSON.
 */
function formsOf(secret: string): [SecretForm, Buffer][] {
  const plain = Buffer.from(secret);
  const hex = plain.toString("hex");
  const once = JSON.stringify(secret).slice(1, -1);
  const unicodeEscapes = [...secret].map(
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const url = encodeURIComponent(secret);
  return [
    ["plain", plain],
    ["reversed", Buffer.from([...secret].reverse().join(""))],
    ["hex", Buffer.from(hex)],
    ["hex in capitals", Buffer.from(hex.toUpperCase())],
    ["URL-encoded", Buffer.from(url)],
    ["URL-encoded in small letters", Buffer.from(url.replace(/%../g, (octet) => octet.toLowerCase()))],
    ["every byte URL-encoded", Buffer.from(hex.replace(/../g, "%$&"))],
    ["JSON", Buffer.from(once)],
    ["JSON in JSON", Buffer.from(JSON.stringify(once).slice(1, -1))],
    ["JSON in Unicode escapes", Buffer.from(unicodeEscapes.join(""))],
    ["UTF-16", Buffer.from(secret, "utf16le")],
    ["UTF-16, big end first", Buffer.from(secret, "utf16le").swap16()],
    ...[0, 1, 2].flatMap((before): [SecretForm, Buffer][] => {
      const form = base64Inside(plain, before);
      return [
        [`base64, ${before} bytes in`, Buffer.from(form)],
        [`base64url, ${before} bytes in`, Buffer.from(form.replaceAll("+", "-").replaceAll("/", "_"))],
      ];
    }),
  ];
}

/** The part of the base64 of a longer text that depends on nothing but the secret in it. */
function base64Inside(secret: Buffer, before: number): string {
  const one = Buffer.concat([Buffer.alloc(before, 0x00), secret, Buffer.alloc(3, 0x00)]).toString("base64");
  const other = Buffer.concat([Buffer.alloc(before, 0xff), secret, Buffer.alloc(3, 0xff)]).toString("base64");
  const same = [...one].map((letter, at) => letter === other[at]);
  return one.slice(same.indexOf(true), same.lastIndexOf(true) + 1);
}
