import { asTemplates, Notes, readMessages, textOfParts } from "../chat.ts";
import { finishedContent, foundPrompt } from "../finish.ts";
import { nameOfFile } from "../folder.ts";
import type { FormatReader, FoundPrompt } from "../found.ts";
import { peekFields, peekLine } from "../peek.ts";
import { readEitherBraces } from "../placeholders.ts";
import { type Fields, fieldOf, isFields, type Json, listField, readJson, textField } from "../read-json.ts";
import { readJsonLines } from "../read-json-lines.ts";
import { readSettings } from "../settings.ts";
import { unreadable } from "../unreadable.ts";

/** Requests to Anthropic's Messages API: the system text stands apart, a batch has them in `params`. */
export const anthropicReader: FormatReader = {
  format: "anthropic",
  recognise(file) {
    const fields = peekFields(file) ?? peekLine(file);
    if (fields === null) return 0;
    const [batched] = listField(fields, "requests");
    if (isFields(batched) && isFields(fieldOf(batched, "params"))) return 0.85;
    const request = requestIn(fields);
    if (!isFields(listField(request, "messages")[0])) return 0;
    const isIts =
      fieldOf(request, "system") !== null ||
      fieldOf(request, "anthropic_version") !== null ||
      fieldOf(request, "stop_sequences") !== null ||
      /(?:^|[./])claude/i.test(textField(request, "model")) ||
      listField(request, "tools").some((tool) => isFields(tool) && isFields(fieldOf(tool, "input_schema")));
    return isIts ? 0.85 : 0;
  },
  read(file) {
    const requests = peekFields(file) === null ? readJsonLines(file.text) : batchIn(readJson(file.text));
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

/** The body with which a batch is made has its requests in a list. */
function batchIn(root: Json): Json[] {
  const requests = isFields(root) ? listField(root, "requests") : [];
  return requests.length === 0 ? [root] : requests;
}

function requestIn(fields: Fields): Fields {
  const params = fieldOf(fields, "params");
  return isFields(params) ? params : fields;
}

function promptOf(value: Json, name: string): FoundPrompt {
  if (!isFields(value)) throw unreadable("not-of-format", { format: "Anthropic" });
  const notes = new Notes();
  const request = requestIn(value);
  const system = textOfParts(fieldOf(request, "system"), 0, notes);
  const found = [
    ...(system === "" ? [] : [{ role: "system" as const, text: system }]),
    ...readMessages(listField(request, "messages"), notes),
  ];
  if (found.length === 0) throw unreadable("not-of-format", { format: "Anthropic" });
  const { names, ...templates } = asTemplates(found, readEitherBraces, notes);
  if (names.length > 0) notes.warn("placeholders-read", { names: names.join(", ") });
  const settings = readSettings(request, { provider: "anthropic", known: ["system", "messages"], notes });
  return foundPrompt(
    { name: textField(value, "custom_id") || name, content: finishedContent({ ...templates, ...settings }) },
    notes,
  );
}
