import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The page: the same files for app:// and for http://127.0.0.1. */
export default defineConfig({
  root: "renderer",
  base: "/",
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "../out/renderer",
    emptyOutDir: true,
    target: "chrome140",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4_000,
  },
});
