import { Ajv, type ErrorObject, type Options, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Isolated } from "#shared/checks/subject.ts";
import { fault, messageOf } from "./wire.ts";

type ValidateInput = Parameters<Isolated["validate"]>[0];
type ValidateAnswer = Awaited<ReturnType<Isolated["validate"]>>;
type Schema = ValidateInput["schema"];

/** More errors than anybody reads. */
const maxErrors = 50;
const keptSchemas = 100;

const options: Options = {
  allErrors: true,
  // Unknown keywords and formats are notes to other programs, and no reason to refuse a schema.
  strict: false,
  logger: false,
  // Two schemas of one `$id` are two schemas.
  addUsedSchema: false,
  // 19.99 / 0.01 is a hair under 1999: what floating figures take off is not the reply's fault.
  multipleOfPrecision: 6,
  code: { regExp: Object.assign(patternOf, { code: "patternOf" }) },
};
const today = addFormats.default(new Ajv2020(options));
/** For schemas that say so themselves: `items` and `definitions` meant something else. */
const draft7 = addFormats.default(new Ajv(options));

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

/** JSON Schema 2020-12, or draft 7 where the schema names it or an older one, with formats. No reference is ever fetched: one that leads outside is an invalid schema. */
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
  const isValid = compiled.get(key) ?? compileNew(schema);
  compiled.delete(key);
  compiled.set(key, isValid);
  if (compiled.size > keptSchemas) {
    const [oldest, { schema: forgotten }] = compiled.entries().next().value as [string, ValidateFunction];
    compiled.delete(oldest);
    today.removeSchema(forgotten);
    draft7.removeSchema(forgotten);
  }
  return isValid;
}

function compileNew(schema: Schema): ValidateFunction {
  if (typeof schema !== "object") return today.compile(schema);
  // The name of a dialect is taken for the address of a schema, which may be written in more ways than are known. `$async`
  // is Ajv's own word, and JSON Schema knows none of it: with it a schema would answer a promise, which is true of any value.
  const { $schema: dialect, $async: _async, ...rest } = schema;
  return (/draft-0[3-7]/.test(String(dialect)) ? draft7 : today).compile(rest);
}

const describe = ({ instancePath, message = "is not valid", params }: ErrorObject) => {
  const named = params.allowedValues ?? params.additionalProperty ?? params.unevaluatedProperty;
  return {
    path: instancePath,
    message: named === undefined ? message : `${message}: ${[named].flat().slice(0, 10).join(", ")}`,
  };
};
