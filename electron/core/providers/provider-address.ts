import { LatheError } from "#shared/contract/errors.ts";
import { refuseMetadataHost } from "./network-address.ts";

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
  // The dot that ends a full name says nothing more, and hosts are compared by their names elsewhere.
  url.hostname = url.hostname.replace(/\.$/, "");
  const path = url.pathname.replace(/\/+$/, "").replace(/\/chat\/completions$/i, "");
  return url.origin + path.replace(/\/+$/, "");
}

export const originOf = (baseUrl: string): string => new URL(baseUrl).origin;

export const hostOf = (baseUrl: string): string => new URL(baseUrl).hostname;
