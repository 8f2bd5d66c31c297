import type { Monaco } from "./monaco-api.ts";

/**
 * Colours and brackets for JSON. Monaco's own JSON language brings a second worker and 1.3 MB for checks that the forms
 * make anyway.
 */
export function registerJson(monaco: Monaco): void {
  monaco.languages.register({ id: "json", extensions: [".json"] });
  monaco.languages.setLanguageConfiguration("json", {
    brackets: [
      ["{", "}"],
      ["[", "]"],
    ],
    autoClosingPairs: [
      { open: "{", close: "}" },
      { open: "[", close: "]" },
      { open: '"', close: '"', notIn: ["string"] },
    ],
  });
  monaco.languages.setMonarchTokensProvider("json", {
    tokenizer: {
      root: [
        [/"(?:[^"\\]|\\.)*"(?=\s*:)/, "type"],
        [/"(?:[^"\\]|\\.)*"/, "string"],
        [/"(?:[^"\\]|\\.)*$/, "invalid"],
        [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, "number"],
        [/\b(?:true|false|null)\b/, "number"],
        [/[{}[\],:]/, "delimiter"],
      ],
    },
  });
}
