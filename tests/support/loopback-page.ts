import { type Client, createClient } from "#shared/contract/client.ts";
import { httpTransport } from "../../renderer/host/http-transport.ts";
import { signIn } from "../contract/loopback-host.ts";

/** A browser's page on a loopback host: signed in, and speaking as the real page does. */
export async function openPage(url: string): Promise<Client<AbortSignal>> {
  const { origin } = new URL(url);
  const headers = { cookie: await signIn(url), origin, "sec-fetch-site": "same-origin" };
  const fetchAsPage: typeof fetch = (input, init = {}) =>
    fetch(input, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } });
  return createClient<AbortSignal>(httpTransport({ base: origin, fetch: fetchAsPage }));
}
