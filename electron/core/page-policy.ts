/** The only origin of the desktop's page; the loopback page has its own `http://127.0.0.1:port`. */
export const pageScheme = "app";
export const pageOrigin = `${pageScheme}://lathe`;

/**
 * What the page may load and do, the same in a window and in a browser. `style-src 'unsafe-inline'` is there because the
 * Monaco editor never becomes visible without it; `blob:` workers because a bundled worker may start from one.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Sent with every answer, refusals included. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};
