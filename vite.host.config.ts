import { defineConfig } from "vite";

/** The workbench for a terminal and a browser: one program, LangChain in chunks that load when first needed. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: "electron/cli/main.ts",
    outDir: "out/host",
    emptyOutDir: true,
    target: "node24",
    minify: false,
    rolldownOptions: { output: { entryFileNames: "lathe.js", chunkFileNames: "chunks/[name]-[hash].js" } },
  },
  ssr: { noExternal: true, external: ["@napi-rs/keyring", "better-sqlite3", "electron"] },
});
