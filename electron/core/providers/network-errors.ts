import type { LatheError } from "#shared/contract/errors.ts";
import { ForbiddenAddress } from "./connections.ts";
import { metadataRefused } from "./network-address.ts";
import { type CallSubject, fault } from "./provider-errors.ts";
import { undecodableReply } from "./reply-errors.ts";

interface NetworkFault {
  /** In the codes, names and messages of what `fetch` threw. */
  pattern: RegExp;
  code: `providers.${string}`;
  words: (where: string, subject: CallSubject) => string;
  retryable?: true;
}

const networkFaults: NetworkFault[] = [
  {
    pattern: /ECONNREFUSED/,
    code: "providers.connection-refused",
    words: (where) =>
      `${where} cannot be reached: nothing answers there. Is the server running, and is the port right?`,
    retryable: true,
  },
  {
    pattern: /ENOTFOUND|EAI_/,
    code: "providers.name-not-found",
    words: (where) =>
      `${where} cannot be reached: its name could not be found. Check the address and your network.`,
    retryable: true,
  },
  {
    pattern: /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/,
    code: "providers.certificate-expired",
    words: (where) =>
      `The certificate of ${where} has expired, or is not valid yet. Check the date and time of this computer; if they are right, the provider has to renew it.`,
  },
  {
    pattern: /SELF_SIGNED|UNABLE_TO_(VERIFY|GET)_|CERT_UNTRUSTED/,
    code: "providers.certificate-untrusted",
    words: (where) =>
      `The certificate of ${where} is not signed by an authority that this computer trusts. A proxy may stand in between. If the server is your own, start Lathe with its certificate in NODE_EXTRA_CA_CERTS.`,
  },
  {
    pattern: /ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH/,
    code: "providers.certificate-wrong-host",
    words: (where) =>
      `${where} shows the certificate of another host. Check the address: something else may be answering there.`,
  },
  {
    pattern: /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|ERR_SSL_HTTP_REQUEST/,
    code: "providers.not-https",
    words: (where) =>
      `${where} does not speak https. If it is a server of your own without encryption, write its address with http://.`,
  },
  {
    pattern: /CERT|_TLS_|_SSL_|EPROTO/,
    code: "providers.tls",
    words: (where) =>
      `No secure connection to ${where} came about. Check the address, and whether a proxy stands in between.`,
  },
  {
    pattern: /HTTPParserError|HPE_|UND_ERR_HEADERS_OVERFLOW/,
    code: "providers.not-http",
    words: (where) => `${where} answers, but not as a web server does. Check the port and the address.`,
  },
  {
    pattern: /ECONNRESET|EPIPE/,
    code: "providers.connection-cut",
    words: (where) => `The connection to ${where} was cut before an answer came.`,
    retryable: true,
  },
  {
    pattern: /UND_ERR_SOCKET/,
    code: "providers.connection-closed",
    words: (where, { baseUrl }) =>
      `${where} closed the connection without an answer.${baseUrl.startsWith("http:") ? " If it expects encryption, write its address with https://." : ""}`,
    retryable: true,
  },
  {
    pattern: /ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT/,
    code: "providers.connect-timeout",
    words: (where) =>
      `${where} cannot be reached: no connection could be made in time. Check the address, your network and a firewall in between.`,
    retryable: true,
  },
  {
    pattern: /EHOSTUNREACH|ENETUNREACH|ENETDOWN/,
    code: "providers.no-route",
    words: (where) => `${where} cannot be reached: there is no way to it from this network.`,
    retryable: true,
  },
  {
    pattern: /bad port/,
    code: "providers.port-refused",
    words: (where) =>
      `${where} has a port that belongs to another service and is never called. Choose another port for the server.`,
  },
];

/** Gives a fault of the network its words; `cause` is whatever `fetch` or its body threw. */
export function connectionError(subject: CallSubject, cause: unknown): LatheError {
  const chain = chainOf(cause);
  const bent = chain.find((error) => error instanceof ForbiddenAddress);
  if (bent !== undefined) return forbiddenAddress(subject, bent);
  const signs = chain.map(signOf).join(" ");
  if (/Z_(DATA|BUF|MEM)_ERROR|BROTLI|ZSTD/.test(signs)) return undecodableReply(subject, cause);
  const where = `${subject.provider} (${subject.baseUrl})`;
  const found = networkFaults.find(({ pattern }) => pattern.test(signs));
  if (found !== undefined) {
    return fault(subject, found.code.slice("providers.".length), found.words(where, subject), {
      retryable: found.retryable ?? false,
      details: { sign: errorCodes(chain) },
      cause,
    });
  }
  return fault(
    subject,
    "unreachable",
    `${where} cannot be reached: the connection failed. Check the address and your network.`,
    { retryable: true, details: { sign: errorCodes(chain) }, cause },
  );
}

function forbiddenAddress(subject: CallSubject, { address, kind }: ForbiddenAddress): LatheError {
  if (kind === "metadata") return metadataRefused(address);
  const host = new URL(subject.baseUrl).hostname;
  return fault(
    subject,
    "address-private",
    `${host} leads to ${address}, an address inside your own computer or network. Nothing was sent. If ${host} is a server of your own, allow it in Settings, or in the terminal with “provider allow ${subject.provider}”.`,
    { details: { host, address } },
  );
}

function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    chain.push(at);
    if (at instanceof AggregateError && at.errors[0] instanceof Error) chain.push(at.errors[0]);
  }
  return chain;
}

const codeOf = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : "";

const signOf = (error: Error): string =>
  `${error.name} ${codeOf(error)} ${error.message === "bad port" ? "bad port" : ""}`;

/** For those who look deeper: the system's own codes. */
const errorCodes = (chain: Error[]): string => [...new Set(chain.map(codeOf).filter(Boolean))].join(" ");
