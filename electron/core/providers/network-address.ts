import { BlockList, isIP } from "node:net";
import { LatheError } from "#shared/contract/errors.ts";

/** Where an address leads: to anybody, into this computer or its network, or to what a cloud machine tells only itself. */
export type AddressKind = "public" | "private" | "metadata";

const listOf = (...subnets: string[]): BlockList => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = "", prefix] = subnet.split("/");
    list.addSubnet(address, Number(prefix), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return list;
};

/** Link-local as a whole: the well-known 169.254.169.254 is only one of its credentials' doors. */
const metadata = listOf(
  "169.254.0.0/16",
  "fe80::/10",
  "100.100.100.200/32",
  "168.63.129.16/32",
  "192.0.0.192/32",
  "fd00:ec2::254/128",
  "fd20:ce::254/128",
);

/** 198.18.0.0/15 is left out on purpose: proxies that answer names with addresses of their own take them from there. */
const inside = listOf(
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::/127",
  "64:ff9b:1::/48",
  "fc00::/7",
  "fec0::/10",
  "ff00::/8",
);

/** Of an IPv4 or IPv6 address, also one that is mapped into the other. */
export function kindOfAddress(address: string): AddressKind {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (metadata.check(address, family)) return "metadata";
  return inside.check(address, family) ? "private" : "public";
}

const metadataNames = new Set(["metadata.google.internal", "metadata.goog"]);

/**
 * Cloud machines answer their own credentials at these addresses. `URL` has already undone decimal and hex spellings.
 * Fails with `providers.address-refused`.
 */
export function refuseMetadataHost(url: URL): void {
  const host = plainHost(url);
  const isMetadata = isIP(host) === 0 ? metadataNames.has(host) : kindOfAddress(host) === "metadata";
  if (isMetadata) throw metadataRefused(host);
}

export const metadataRefused = (host: string): LatheError =>
  new LatheError({
    code: "providers.address-refused",
    message: `${host} is an address of a cloud machine's own metadata, never of a model. Lathe does not call it.`,
    details: { host },
  });

const localEnding = /\.(localhost|local|lan|internal|intranet|corp|private|home|home\.arpa)$/;

/**
 * Whether whoever typed this host meant a machine of their own: an address, or a name that only a local network knows.
 * Any other name is public, and one that leads inside has been bent.
 */
export function isLocalHost(host: string): boolean {
  return isIP(host) !== 0 || !host.includes(".") || localEnding.test(host);
}

/** A URL's host without the brackets of IPv6 and the dot that ends a full name. */
export const plainHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
