import { useEffect, useState } from "react";
import { i18n } from "../../i18n/i18n.ts";
import type { Monaco } from "./monaco-api.ts";

export type { Monaco } from "./monaco-api.ts";

const codeFont = '14px "JetBrains Mono Variable"';

let loaded: Monaco | null = null;
let loading: Promise<Monaco> | null = null;

/**
 * Monaco, loaded once and when first needed, so that the page opens without its weight. A load that failed is tried
 * again by the next call.
 */
export function loadMonaco(): Promise<Monaco> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<Monaco> {
  // Monaco reads its own words while its modules start; a later change of language shows in them after a reload.
  if (i18n.language === "zh") await import("monaco-editor/nls/lang/zh-cn");
  const [{ prepareMonaco }] = await Promise.all([import("./monaco-api.ts"), loadCodeFont()]);
  loaded = prepareMonaco();
  return loaded;
}

/** Monaco measures a character once. Measured with a font that is replaced later, the cursor stands beside the text. */
async function loadCodeFont(): Promise<void> {
  await document.fonts.load(codeFont).catch(() => []);
}

/** null until Monaco has loaded; from then on there at the first render. */
export function useMonaco(): Monaco | null {
  const [monaco, setMonaco] = useState(loaded);
  useEffect(() => {
    let mounted = true;
    // Without Monaco the plain text field stays, in which everything can be read and written.
    loadMonaco().then(
      (ready) => mounted && setMonaco(ready),
      (error: unknown) => console.error("The editor could not be loaded.", error),
    );
    return () => {
      mounted = false;
    };
  }, []);
  return monaco;
}
