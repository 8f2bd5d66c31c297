import { create } from "zustand";
import { type Connection, createEventWatch, type WatchedPage } from "./event-watch.ts";
import { host } from "./host.ts";

/** Whether this page hears from its host; `lost` after several attempts, which go on. */
export const useConnection = create<{ connection: Connection }>(() => ({ connection: "connected" }));

const thisPage: WatchedPage = {
  isHidden: () => document.visibilityState === "hidden",
  onVisibilityChange(listener) {
    document.addEventListener("visibilitychange", listener);
    return () => document.removeEventListener("visibilitychange", listener);
  },
  wait: (ms, signal) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener("abort", done);
    }),
  random: Math.random,
};

/** The events of this page's host. */
export const watchEvents = createEventWatch(host, thisPage, (connection) => {
  if (useConnection.getState().connection !== connection) useConnection.setState({ connection });
});
