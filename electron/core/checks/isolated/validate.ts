import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Isolated } from "#shared/checks/subject.ts";
import { fault, messageOf } from "./wire.ts";

type ValidateInput = Parameters<Isolated["validate"]>[0];
type ValidateAnswer = Awaited<ReturnType<Isolated["validate"]>>;
type Schema = ValidateInput["schema"];

/** More errors than anybody reads. */
const maxErrors = 50;
const keptSchemas = 100;

const ajv = new Ajv2020({
  allErrors: true,
  // Unknown keywords and formats are notes to other programs, and no reason to refuse a schema.
  strict: false,
  logger: false,
  // Two schemas of one `$id` are two schemas.
  addUsedSchema: false,
  code: { regExp: Object.assign(patternOf, { code: "patternOf" }) },
});
addFormats.default(ajv);

/** A pattern as people write them: many that JSON Schema's Unicode mode refuses (`\-`) are meant as in plain JavaScript. */
function patternOf(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern, flags.replace("u", ""));
  }
}

/** Compiled schemas by their text, the one that was used last at the end. */
const compiled = new Map<string, ValidateFunction>();

/** JSON Schema 2020-12 with formats. No reference is ever fetched: one that leads outside is an invalid schema. */
export function validate({ schema, value }: ValidateInput): ValidateAnswer {
  let isValid: ValidateFunction;
  try {
    isValid = compile(schema);
  } catch (error) {
    return fault("invalid", messageOf(error));
  }
  if (isValid(value)) return { errors: [] };
  const errors = (isValid.errors ?? []).filter(({ keyword }) => keyword !== "if");
  return { errors: errors.slice(0, maxErrors).map(describe) };
}

function compile(schema: Schema): ValidateFunction {
  const key = JSON.stringify(schema);
  const isValid = compiled.get(key) ?? ajv.compile(ownDialect(schema));
  compiled.delete(key);
  compiled.set(key, isValid);
  if (compiled.size > keptSchemas) {
    const [oldest, { schema: forgotten }] = compiled.entries().next().value as [string, ValidateFunction];
    compiled.delete(oldest);
    ajv.removeSchema(forgotten);
  }
  return isValid;
}

/** Schemas of older drafts are read as today's, as far as that goes. */
const ownDialect = (schema: Schema): Schema => {
  if (typeof schema !== "object") return schema;
  const { $schema: _dialect, ...rest } = schema;
  return rest;
};

const describe = ({ instancePath, message = "is not valid", params }: ErrorObject) => {
  const named = params.allowedValues ?? params.additionalProperty ?? params.unevaluatedProperty;
  return {
    path: instancePath,
    message: named === undefined ? message : `${message}: ${[named].flat().slice(0, 10).join(", ")}`,
  };
};
