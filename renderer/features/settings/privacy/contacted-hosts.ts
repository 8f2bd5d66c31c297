import type { Provider } from "#shared/model/provider.ts";
import { isThisComputer, isUnencrypted } from "../providers/provider-form.ts";

export interface ContactedHost {
  /** Host and, where it is not the usual one, port. */
  host: string;
  /** Without its port. */
  hostname: string;
  providers: string[];
  thisComputer: boolean;
  unencrypted: boolean;
}

/** Every host that Lathe may call: those of the user's own providers, once each, and no other. */
export function contactedHosts(providers: Provider[]): ContactedHost[] {
  const found = new Map<string, ContactedHost>();
  for (const provider of providers) {
    if (provider.baseUrl === null || !URL.canParse(provider.baseUrl)) continue;
    const url = new URL(provider.baseUrl);
    const known = found.get(url.host);
    if (known !== undefined) {
      known.providers.push(provider.name);
      known.unencrypted ||= isUnencrypted(provider.baseUrl);
      continue;
    }
    found.set(url.host, {
      host: url.host,
      hostname: url.hostname,
      providers: [provider.name],
      thisComputer: isThisComputer(url.hostname),
      unencrypted: isUnencrypted(provider.baseUrl),
    });
  }
  return [...found.values()].toSorted((a, b) => a.host.localeCompare(b.host));
}
