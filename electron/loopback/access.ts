import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Who may talk to the local server: any program and any web page of this machine can reach its port. */
export interface Access {
  /** A start token that works once, within this process. */
  mintStartToken(): string;
  /** Whether the token was a fresh one; it is not fresh afterwards. */
  redeem(token: string): boolean;
  isSignedIn(request: IncomingMessage): boolean;
  /** The `set-cookie` value that signs a browser in. */
  cookie(): string;
}

/** Unused addresses that stay valid; more are the sign of a program in a loop. */
const maxOpenTokens = 16;

/** Cookies do not tell ports apart, so the name does: two workbenches would sign each other's pages out. */
export function createAccess(port: () => number): Access {
  const session = mint();
  const openTokens = new Set<string>();
  const cookieName = () => `lathe_${port()}`;

  return {
    mintStartToken() {
      const token = mint();
      openTokens.add(token);
      const oldest = openTokens.values().next();
      if (openTokens.size > maxOpenTokens && !oldest.done) openTokens.delete(oldest.value);
      return token;
    },
    redeem(token) {
      const found = [...openTokens].filter((known) => isSameSecret(known, token));
      for (const known of found) openTokens.delete(known);
      return found.length > 0;
    },
    isSignedIn(request) {
      const cookies = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
      const prefix = `${cookieName()}=`;
      return cookies.some(
        (pair) => pair.startsWith(prefix) && isSameSecret(session, pair.slice(prefix.length)),
      );
    },
    cookie: () => `${cookieName()}=${session}; Path=/; HttpOnly; SameSite=Strict`,
  };
}

/** 256 random bits that can stand in an address and in a cookie. */
const mint = (): string => randomBytes(32).toString("base64url");

/** Takes the same time wherever the two differ, and whatever their lengths. */
const isSameSecret = (known: string, given: string): boolean => timingSafeEqual(digest(known), digest(given));
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
