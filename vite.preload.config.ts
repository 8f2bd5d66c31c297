import { defineConfig } from "vite";

/** A sandboxed preload can load nothing: one CommonJS file. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: "electron/preload.ts",
    outDir: "out/preload",
    emptyOutDir: true,
    target: "node24",
    rolldownOptions: { output: { format: "cjs", entryFileNames: "preload.cjs", codeSplitting: false } },
  },
  ssr: { noExternal: true, external: ["electron"] },
});
