import type { Ports } from "../ports.ts";
import { kindOfAddress } from "./network-address.ts";

interface Dispatcher {
  destroy(): Promise<void>;
}

/** The way of one call at a time to one host. Whoever takes it gives it back by one of the two. */
export interface Connection {
  /** To be spread into the options of `fetch`: undici's own `dispatcher`, which the types of a browser do not know. */
  init: RequestInit;
  /** The answer was read to its end: the next call spares the handshake. */
  keep(): void;
  /** Closes the socket at once, also one that is still being connected. */
  cut(): void;
}

export interface Connections {
  /** `mayBePrivate`: the user typed a host of their own network, or allowed it to lead there. */
  take(origin: string, mayBePrivate: boolean): Connection;
}

/** Of one host; more than a provider's calls at once are seldom worth keeping. */
const maxIdle = 32;

/** A name that leads where it must not. What is thrown here reaches the call as the cause of its failed `fetch`. */
export class ForbiddenAddress extends Error {
  readonly address: string;
  readonly kind: "private" | "metadata";

  constructor(address: string, kind: "private" | "metadata") {
    super(`${address} is not called`);
    this.address = address;
    this.kind = kind;
  }
}

/**
 * Checks each address at the moment of connecting: a name that led to its provider yesterday may lead to this computer or
 * its network today (DNS rebinding), and a check before the call would look at another answer than the call uses.
 */
export function openConnections({ lookup }: Pick<Ports, "lookup">): Connections {
  const idle = new Map<string, Dispatcher[]>();
  const cutters = new WeakMap<Dispatcher, AbortController>();

  function connect(mayBePrivate: boolean): Dispatcher {
    const cutter = new AbortController();
    const Agent = agentOfFetch();
    const dispatcher = new Agent({
      // The guard of each call has its own timers.
      headersTimeout: 0,
      bodyTimeout: 0,
      connections: 1,
      connect: {
        signal: cutter.signal,
        lookup: (host: string, _options: unknown, answer: LookupAnswer) => {
          lookup(host).then(
            (found) => {
              const bad = found.find(({ address }) => !isAllowed(address, mayBePrivate));
              if (bad === undefined) answer(null, found);
              else answer(forbidden(bad.address), []);
            },
            (error: Error) => answer(error, []),
          );
        },
      },
    });
    cutters.set(dispatcher, cutter);
    return dispatcher;
  }

  return {
    take(origin, mayBePrivate) {
      const key = `${origin} ${mayBePrivate}`;
      const waiting = idle.get(key) ?? [];
      idle.set(key, waiting);
      const dispatcher = waiting.pop() ?? connect(mayBePrivate);
      let isTaken = true;
      const giveBack = (then: () => void) => {
        if (isTaken) then();
        isTaken = false;
      };
      const cut = () => {
        cutters.get(dispatcher)?.abort();
        dispatcher.destroy().catch(() => {});
      };
      return {
        init: { dispatcher } as RequestInit,
        keep: () => giveBack(() => (waiting.length < maxIdle ? void waiting.push(dispatcher) : cut())),
        cut: () => giveBack(cut),
      };
    },
  };
}

type LookupAnswer = (error: Error | null, addresses: { address: string; family: number }[]) => void;

const isAllowed = (address: string, mayBePrivate: boolean): boolean => {
  const kind = kindOfAddress(address);
  return kind === "public" || (kind === "private" && mayBePrivate);
};

const forbidden = (address: string): ForbiddenAddress =>
  new ForbiddenAddress(address, kindOfAddress(address) === "metadata" ? "metadata" : "private");

type AgentClass = new (options: Record<string, unknown>) => Dispatcher;

/**
 * The class behind the runtime's own `fetch`, which it takes from the place that all copies of undici share. It exports
 * none, and an agent of another copy would not be accepted. An environment that names a proxy puts its class there.
 */
function agentOfFetch(): AgentClass {
  // Node loads its fetch when it is first touched.
  void new Headers();
  const places = globalThis as Record<symbol, { constructor?: AgentClass } | undefined>;
  const place = [2, 1]
    .map((version) => places[Symbol.for(`undici.globalDispatcher.${version}`)])
    .find((found) => found !== undefined);
  if (place?.constructor === undefined) throw new Error("this runtime's fetch cannot be guarded");
  return place.constructor;
}
