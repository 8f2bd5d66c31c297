import { LatheError } from "../contract/errors.ts";
import { readYaml } from "../exchange/front-matter.ts";
import { type PromptSpec, promptSpec } from "../model/spec.ts";
import { findUnsafeKey, joinPath } from "../text/json-text.ts";
import { isFields, specOfFields } from "./spec-fields.ts";

export type SpecFileReading =
  | {
      ok: true;
      spec: PromptSpec;
      /** Of the prompt that is to be made; "": the file says none. */
      description: string;
      /** English sentences on what was not understood. */
      notes: string[];
    }
  | { ok: false; message: string };

/** Of the prompt and not of its spec. */
const aboutPrompt = new Set(["name", "version", "description"]);

/** A spec as a person writes it in YAML or JSON: with the names of the form, or with those of other tools. */
export function readSpecFile(text: string): SpecFileReading {
  let whole: unknown;
  try {
    whole = parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const said = error instanceof LatheError ? error.message : (error as Error).message;
    return { ok: false, message: `This cannot be read as a spec: ${said}` };
  }
  if (!isFields(whole)) {
    return {
      ok: false,
      message: "A spec is an object of named fields, such as “task: …”, “role: …” and “constraints: …”.",
    };
  }
  const about = isFields(whole.spec) ? { ...whole, ...whole.spec, spec: undefined } : whole;
  const fields = Object.fromEntries(
    Object.entries(about).filter(([key, value]) => !aboutPrompt.has(key) && value !== undefined),
  );
  const { spec, leftOut } = specOfFields(fields, languageOf(about, text));
  const parsed = promptSpec.safeParse(spec);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, message: `“${joinPath(issue?.path ?? [])}” does not fit: ${issue?.message ?? ""}` };
  }
  if (leftOut.length > 0 && JSON.stringify(parsed.data) === nothing)
    return { ok: false, message: `None of its fields is one of a spec: ${leftOut.join(", ")}.` };
  return {
    ok: true,
    spec: parsed.data,
    description: typeof about.description === "string" ? about.description.trim() : "",
    notes: leftOut.length === 0 ? [] : [`Not understood and left out: ${leftOut.join(", ")}.`],
  };
}

const nothing = JSON.stringify(promptSpec.parse({}));

function parse(text: string): unknown {
  if (!/^\s*\{/.test(text)) return readYaml(text);
  const fields: unknown = JSON.parse(text);
  const unsafe = findUnsafeKey(text);
  if (unsafe !== null) throw new Error(`“${unsafe.path}” is there twice, or no name that can be used.`);
  return fields;
}

/** In which language the words around the user's own are: as the file says, else as it is written. */
function languageOf(fields: Record<string, unknown>, text: string): PromptSpec["writtenIn"] {
  const said = fields.writtenIn ?? fields.written_in;
  if (said === "en" || said === "zh") return said;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}+/gu)?.length ?? 0;
  return han > latin * 2 ? "zh" : "en";
}
