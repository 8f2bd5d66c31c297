import { type PromptContent, promptContent } from "../model/content.ts";
import { declareMissingVariables } from "../text/check-content.ts";
import { joinPath } from "../text/json-text.ts";
import type { Notes } from "./chat.ts";
import type { FoundPrompt } from "./found.ts";
import { unreadable } from "./unreadable.ts";

/** Content that can be stored; throws where a text of it cannot, naming the place. */
export function finishedContent(content: Partial<PromptContent>): PromptContent {
  const read = promptContent.safeParse({ variables: [], model: {}, tools: [], ...content });
  if (!read.success) {
    const [issue] = read.error.issues;
    throw unreadable("unstorable", { where: joinPath(issue?.path ?? []), fault: issue?.message ?? "" });
  }
  return declareMissingVariables(read.data);
}

export function foundPrompt(
  made: Partial<Omit<FoundPrompt, "content" | "kind">> & { content: PromptContent },
  notes: Notes,
): FoundPrompt {
  return {
    kind: "prompt",
    name: "",
    description: "",
    tags: [],
    spec: null,
    message: "",
    inert: [],
    losses: notes.losses,
    warnings: notes.warnings,
    ...made,
  };
}
