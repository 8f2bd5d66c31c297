import { defineConfig } from "vite";

/** Electron's main process: an ESM bundle; the native bindings and Electron itself stay outside. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: "electron/main.ts",
    outDir: "out/main",
    emptyOutDir: true,
    target: "node24",
    rolldownOptions: { output: { entryFileNames: "main.js", chunkFileNames: "chunks/[name]-[hash].js" } },
  },
  ssr: { noExternal: true, external: ["@napi-rs/keyring", "better-sqlite3", "electron"] },
});
