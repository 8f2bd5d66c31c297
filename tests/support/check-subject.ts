import { Ajv2020 } from "ajv/dist/2020.js";
import type { CheckSubject, Isolated } from "#shared/checks/subject.ts";

/** A reply to look at, of which only what matters is given. */
export const subjectOf = (given: Partial<CheckSubject> = {}): CheckSubject => ({
  inputs: {},
  expected: null,
  messages: [],
  output: "",
  toolCalls: [],
  finishReason: "stop",
  tools: [],
  outputSchema: null,
  latencyMs: 120,
  recorded: false,
  costUsd: 0.001,
  marks: [],
  others: [],
  ...given,
});

const fault = (error: unknown) => ({ fault: "invalid" as const, message: (error as Error).message });

/** The same answers as the isolated worker's, in this process: the tests bring no pattern and no script that runs away. */
export const inProcess: Isolated = {
  async match({ pattern, flags, text }) {
    try {
      const found = new RegExp(pattern, flags.replace(/[gy]/g, "")).exec(text);
      return found === null ? null : { groups: [...found], index: found.index };
    } catch (error) {
      return fault(error);
    }
  },
  async validate({ schema, value }) {
    try {
      const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
      if (validate(value)) return { errors: [] };
      const errors = (validate.errors ?? []).map(({ instancePath, message = "" }) => ({
        path: instancePath,
        message,
      }));
      return { errors };
    } catch (error) {
      return fault(error);
    }
  },
  async script({ code, output, context }) {
    const run = new Function("output", "context", `return (${code})`);
    try {
      return { value: run(output, context) };
    } catch (error) {
      return { fault: "threw", message: (error as Error).message };
    }
  },
};

/** For checks that must answer at once: anything isolated is a mistake. */
export const nothingIsolated: Isolated = {
  match: async () => ({ fault: "threw", message: "nothing isolated was expected" }),
  validate: async () => ({ fault: "threw", message: "nothing isolated was expected" }),
  script: async () => ({ fault: "threw", message: "nothing isolated was expected" }),
};
