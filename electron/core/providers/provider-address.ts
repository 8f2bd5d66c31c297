import { LatheError } from "#shared/contract/errors.ts";

/**
 * The one form in which a base URL is stored: host in lower case, no default port, no slash at the end, and without the
 * path of the chat call, which people copy along. Fails with `providers.address-invalid` or `providers.address-refused`.
 */
export function normalizeBaseUrl(input: string): string {
  let url: URL;
  try {
    url = new URL(input.trim());
  } catch (cause) {
    throw new LatheError(
      {
        code: "providers.address-invalid",
        message: `${input} is not an address. Write it like https://host/v1 or http://127.0.0.1:11434/v1.`,
      },
      { cause },
    );
  }
  refuseMetadataHost(url);
  const path = url.pathname.replace(/\/+$/, "").replace(/\/chat\/completions$/i, "");
  return url.origin + path.replace(/\/+$/, "");
}

export const originOf = (baseUrl: string): string => new URL(baseUrl).origin;

export const hostOf = (baseUrl: string): string => new URL(baseUrl).hostname;

const metadataHosts = new Set([
  "metadata.google.internal",
  "metadata.goog",
  "100.100.100.200",
  "[fd00:ec2::254]",
  "[fd20:ce::254]",
]);

/** Cloud machines answer their own credentials at these addresses. `URL` has already undone decimal and hex spellings. */
function refuseMetadataHost(url: URL): void {
  const host = url.hostname.replace(/\.$/, "");
  const linkLocal = /^169\.254\.|^\[fe80:|^\[::ffff:a9fe:/.test(host);
  if (!linkLocal && !metadataHosts.has(host)) return;
  throw new LatheError({
    code: "providers.address-refused",
    message: `${host} is an address of a cloud machine's own metadata, never of a model. Lathe does not call it.`,
  });
}
