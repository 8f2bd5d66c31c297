import { maxRequestBytes } from "#shared/contract/wire.ts";

/** A served workbench and a browser that is signed in to it. */
export interface SignedIn {
  port: number;
  origin: string;
  cookie: string;
}

/** A request that must be refused with `status`. */
export interface Probe {
  name: string;
  status: number;
  method?: string;
  headers: (page: SignedIn) => Record<string, string>;
  query?: string;
  /** null: none is sent. */
  body?: string | null;
}

/** What Lathe's own page sends. */
export const goodHeaders = ({ port, origin, cookie }: SignedIn): Record<string, string> => ({
  host: `127.0.0.1:${port}`,
  origin,
  "sec-fetch-site": "same-origin",
  "content-type": "application/json",
  cookie,
});

/** Those of the page with one changed or, with null, left out. */
function changed(name: string, value: string | null): Probe["headers"] {
  return (page) => {
    const { [name]: _, ...rest } = goodHeaders(page);
    return value === null ? rest : { ...rest, [name]: value.replace("PORT", String(page.port)) };
  };
}

const changedTo = (status: number, name: string, values: string[]): Probe[] =>
  values.map((value) => ({ name: `${name}: ${value}`, status, headers: changed(name, value) }));

export const foreignNames: readonly Probe[] = changedTo(421, "host", [
  "evil.com",
  "evil.com:PORT",
  "127.0.0.1",
  "localhost",
  "localhost.evil.com:PORT",
  "127.0.0.1.nip.io:PORT",
  "2130706433:PORT",
  "0x7f000001:PORT",
  "0177.0.0.1:PORT",
  "0.0.0.0:PORT",
  "127.1:PORT",
  "127.0.0.2:PORT",
  // It listens on 127.0.0.1 alone.
  "[::1]:PORT",
  "[::ffff:127.0.0.1]:PORT",
  "127.0.0.1:PORT@evil.com",
  "127.0.0.1:PORT.evil.com",
  "LOCALHOST.:PORT",
  "127.0.0.1:1",
  "127.0.0.1:0PORT",
]);

export const foreignOrigins: readonly Probe[] = [
  ...changedTo(403, "origin", [
    "https://evil.com",
    "null",
    "http://localhost:PORT.evil.com",
    "http://127.0.0.1:PORT.evil.com",
    "http://evil.com:PORT",
    "http://127.0.0.1:1",
    "http://127.0.0.1",
    "https://127.0.0.1:PORT",
    "http://127.0.0.1:PORT/",
    "http://[::1]:PORT",
    "file://",
    "app://lathe",
    "chrome-extension://abcdefghijklmnop",
    // Another name of the same server is another origin all the same.
    "http://localhost:PORT",
  ]),
  ...changedTo(403, "sec-fetch-site", ["cross-site", "same-site"]),
];

const cookieName = ({ cookie }: SignedIn) => cookie.split("=")[0];
const withCookie = (name: string, cookie: (page: SignedIn) => string): Probe => ({
  name,
  status: 401,
  headers: (page) => ({ ...goodHeaders(page), cookie: cookie(page) }),
});

export const withoutToken: readonly Probe[] = [
  { name: "no cookie", status: 401, headers: changed("cookie", null) },
  { name: "token in the query", status: 401, headers: changed("cookie", null), query: "?token=x" },
  {
    name: "token as a bearer",
    status: 401,
    headers: (page) => ({
      ...changed("cookie", null)(page),
      authorization: `Bearer ${page.cookie.split("=")[1]}`,
    }),
  },
  withCookie("wrong cookie", (page) => `${cookieName(page)}=${"A".repeat(43)}`),
  withCookie("truncated cookie", ({ cookie }) => cookie.slice(0, -1)),
  withCookie("lengthened cookie", ({ cookie }) => `${cookie}A`),
  withCookie("empty cookie", (page) => `${cookieName(page)}=`),
  withCookie("cookie in another case", ({ cookie }) => cookie.toUpperCase()),
  withCookie("cookie under another port's name", ({ cookie }) => cookie.replace(/_\d+=/, "_1=")),
];

export const simpleRequests: readonly Probe[] = [
  ...changedTo(415, "content-type", [
    "text/plain",
    "text/plain;charset=UTF-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/json",
    "application/json-patch+json",
    "text/plain; application/json",
    // What `sendBeacon` sends with a Blob that has no type.
    "application/octet-stream",
  ]),
  { name: "no content-type", status: 415, headers: changed("content-type", null) },
  ...["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"].map((method) => ({
    name: `method ${method}`,
    status: 405,
    method,
    body: null,
    headers: goodHeaders,
  })),
  {
    name: "a preflight",
    status: 403,
    method: "OPTIONS",
    body: null,
    headers: (page) => ({
      host: `127.0.0.1:${page.port}`,
      origin: "https://evil.com",
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type",
    }),
  },
];

export const hostileBodies: readonly Probe[] = [
  ...changedTo(415, "content-encoding", ["gzip", "br", "deflate", "gzip, gzip", "identity, gzip"]),
  ...[maxRequestBytes + 1, 1_000_000_000, Number.MAX_SAFE_INTEGER].map((size) => ({
    name: `a declared size of ${size} bytes`,
    status: 413,
    body: null,
    headers: (page: SignedIn) => ({ ...goodHeaders(page), "content-length": String(size) }),
  })),
  ...["{", "", "undefined", "{}{}", "'x'"].map((body) => ({
    name: `the body ${body}`,
    status: 400,
    body,
    headers: goodHeaders,
  })),
];
