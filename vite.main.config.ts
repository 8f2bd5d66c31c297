import { defineConfig } from "vite";

/** Electron's main process: an ESM bundle; the native bindings and Electron itself stay outside. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: "out/main",
    emptyOutDir: true,
    target: "node24",
    rolldownOptions: {
      // The second is the thread in which foreign patterns, schemas and scripts run.
      input: { main: "electron/main.ts", "isolated-worker": "electron/core/checks/isolated/worker.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
  ssr: { noExternal: true, external: ["@napi-rs/keyring", "better-sqlite3", "electron"] },
});
