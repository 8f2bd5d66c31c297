import { asTemplates, type FoundMessage, Notes, readMessages } from "../chat.ts";
import { finishedContent, foundPrompt } from "../finish.ts";
import { nameOfFile } from "../folder.ts";
import type { FormatReader, FoundPrompt } from "../found.ts";
import { peekFields, peekJson, peekLine } from "../peek.ts";
import { readEitherBraces } from "../placeholders.ts";
import { type Fields, fieldOf, isFields, type Json, listField, readJson, textField } from "../read-json.ts";
import { readJsonLines } from "../read-json-lines.ts";
import { readSettings } from "../settings.ts";
import { unreadable } from "../unreadable.ts";

/**
 * Requests to OpenAI: chat completions, the Responses API, a bare list of messages, and files with one request on each line
 * (batches, fine-tuning).
 */
export const openaiReader: FormatReader = {
  format: "openai",
  recognise(file) {
    const root = peekJson(file);
    if (Array.isArray(root)) return isMessage(root[0]) ? 0.7 : 0;
    const fields = peekFields(file) ?? peekLine(file);
    if (fields === null) return 0;
    const request = requestIn(fields);
    if (isMessage(listField(request, "messages")[0])) return 0.8;
    if (isFields(fieldOf(request, "prompt")) && textField(fieldOf(request, "prompt") as Fields, "id") !== "")
      return 0.8;
    if (isOfOtherKind(request)) return 0;
    if (typeof fieldOf(request, "prompt") === "string" && fieldOf(request, "model") !== null) return 0.8;
    const input = fieldOf(request, "input");
    const hasInput = typeof input === "string" || (Array.isArray(input) && isFields(input[0]));
    const isResponse =
      hasInput && (fieldOf(request, "model") !== null || textField(request, "instructions") !== "");
    return isResponse || (textField(request, "instructions") !== "" && fieldOf(request, "model") !== null)
      ? 0.8
      : 0;
  },
  read(file) {
    const lines = peekJson(file) === undefined ? readJsonLines(file.text) : null;
    const requests = lines ?? [readJson(file.text)];
    const base = nameOfFile(file.path);
    return {
      items: requests.map((request, index) =>
        promptOf(request, requests.length === 1 ? base : `${base} ${index + 1}`),
      ),
      wanted: [],
      used: [],
    };
  },
};

const isMessage = (value: Json | undefined): boolean =>
  isFields(value) &&
  typeof fieldOf(value, "role") === "string" &&
  (Object.hasOwn(value, "content") || Object.hasOwn(value, "tool_calls"));

/** Requests that ask for no text: vectors, pictures, speech. */
const isOfOtherKind = (request: Fields): boolean =>
  /embed|moderation|dall-e|image|tts|whisper|transcribe|sora/i.test(textField(request, "model"));

/** A line of a batch has the request in its `body`. */
function requestIn(fields: Fields): Fields {
  const body = fieldOf(fields, "body");
  return isFields(body) ? body : fields;
}

function promptOf(value: Json, name: string): FoundPrompt {
  const notes = new Notes();
  const request = isFields(value) ? requestIn(value) : { messages: value };
  const prompt = fieldOf(request, "prompt");
  if (isFields(prompt)) throw unreadable("prompt-at-openai", { id: textField(prompt, "id").slice(0, 80) });
  const found = messagesIn(request, notes);
  if (found.length === 0) throw unreadable("not-of-format", { format: "OpenAI" });
  const { names, ...templates } = asTemplates(found, readEitherBraces, notes);
  if (names.length > 0) notes.warn("placeholders-read", { names: names.join(", ") });
  const settings = readSettings(request, {
    provider: "openai",
    known: ["messages", "instructions", "input", "prompt", "name", "description"],
    notes,
  });
  return foundPrompt(
    {
      name: textField(request, "name") || (isFields(value) ? textField(value, "custom_id") : "") || name,
      description: textField(request, "description"),
      content: finishedContent({ ...templates, ...settings }),
    },
    notes,
  );
}

function messagesIn(request: Fields, notes: Notes): FoundMessage[] {
  if (Array.isArray(fieldOf(request, "messages"))) return readMessages(listField(request, "messages"), notes);
  const instructions = textField(request, "instructions");
  // Of the completions that came before chats.
  const prompt = fieldOf(request, "prompt");
  if (typeof prompt === "string") return [{ role: "human", text: prompt }];
  const input = fieldOf(request, "input");
  const said = typeof input === "string" ? [input] : Array.isArray(input) ? input.filter(isSaid(notes)) : [];
  return [
    ...(instructions === "" ? [] : [{ role: "system" as const, text: instructions }]),
    ...readMessages(said, notes),
  ];
}

/** Calls and results of tools stand between the messages of the Responses API. */
const isSaid =
  (notes: Notes) =>
  (item: Json, index: number): boolean => {
    const type = isFields(item) ? textField(item, "type") : "";
    if (type === "" || type === "message") return true;
    notes.lose("message-left-out", { message: index + 1, role: type.slice(0, 60) });
    return false;
  };
