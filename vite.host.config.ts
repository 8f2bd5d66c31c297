import { defineConfig } from "vite";

/** The workbench for a terminal and a browser: one program, LangChain in chunks that load when first needed. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: "out/host",
    emptyOutDir: true,
    target: "node24",
    minify: false,
    rolldownOptions: {
      // The second is the thread in which foreign patterns, schemas and scripts run.
      input: { lathe: "electron/cli/main.ts", "isolated-worker": "electron/core/checks/isolated/worker.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
  ssr: { noExternal: true, external: ["@napi-rs/keyring", "better-sqlite3", "electron"] },
});
