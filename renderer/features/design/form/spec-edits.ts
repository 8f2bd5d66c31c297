import type { OutputField, PromptSpec, SpecConstraint } from "#shared/model/spec.ts";

/** What can be done to a spec. Each answers another one, or the same object where nothing changes. */
export type SpecEdit = (spec: PromptSpec) => PromptSpec;

export const setField =
  <Name extends keyof PromptSpec>(name: Name, value: PromptSpec[Name]): SpecEdit =>
  (spec) =>
    Object.is(spec[name], value) ? spec : { ...spec, [name]: value };

export type ConstraintKind = SpecConstraint["kind"];
export const constraintKinds: readonly ConstraintKind[] = [
  "max-length",
  "tone",
  "must",
  "must-not",
  "max-tokens",
  "other",
];

export const mostConstraints = 50;
export const mostFields = 100;
export const mostExamples = 20;

/** A row of another kind keeps the words that it can keep. */
export function constraintOf(
  kind: ConstraintKind,
  writtenIn: PromptSpec["writtenIn"],
  before?: SpecConstraint,
): SpecConstraint {
  const text = before !== undefined && "text" in before ? before.text : "";
  const amount = before !== undefined && "amount" in before ? before.amount : null;
  switch (kind) {
    case "max-length":
      // Chinese is counted by its characters.
      return { kind, amount: amount ?? 150, unit: writtenIn === "zh" ? "characters" : "words" };
    case "max-tokens":
      return { kind, amount: amount ?? 500 };
    case "tone":
      return { kind, text: text.slice(0, 500) };
    case "must":
    case "must-not":
      return { kind, text };
    case "other":
      return { kind, name: "", text };
  }
}

export const addConstraint =
  (kind: ConstraintKind): SpecEdit =>
  (spec) =>
    spec.constraints.length >= mostConstraints
      ? spec
      : { ...spec, constraints: [...spec.constraints, constraintOf(kind, spec.writtenIn)] };

export const setConstraintKind =
  (index: number, kind: ConstraintKind): SpecEdit =>
  (spec) => {
    const before = spec.constraints[index];
    return before === undefined || before.kind === kind
      ? spec
      : setConstraint(index, constraintOf(kind, spec.writtenIn, before))(spec);
  };

export const setConstraint =
  (index: number, constraint: SpecConstraint): SpecEdit =>
  (spec) =>
    index in spec.constraints ? { ...spec, constraints: spec.constraints.with(index, constraint) } : spec;

export const removeConstraint =
  (index: number): SpecEdit =>
  (spec) => ({ ...spec, constraints: spec.constraints.toSpliced(index, 1) });

export const putConstraint =
  (index: number, constraint: SpecConstraint): SpecEdit =>
  (spec) => ({ ...spec, constraints: spec.constraints.toSpliced(index, 0, constraint) });

export const setOutput =
  (patch: Partial<PromptSpec["output"]>): SpecEdit =>
  (spec) => ({ ...spec, output: { ...spec.output, ...patch } });

const withFields =
  (edit: (fields: OutputField[]) => OutputField[]): SpecEdit =>
  (spec) => ({ ...spec, output: { ...spec.output, fields: edit(spec.output.fields) } });

export const addField: SpecEdit = (spec) =>
  spec.output.fields.length >= mostFields
    ? spec
    : withFields((fields) => [...fields, { name: "", type: "text", description: "", required: true }])(spec);

export const setOutputField = (index: number, patch: Partial<OutputField>): SpecEdit =>
  withFields((fields) => fields.map((field, at) => (at === index ? { ...field, ...patch } : field)));

export const removeField = (index: number): SpecEdit => withFields((fields) => fields.toSpliced(index, 1));
export const putField = (index: number, field: OutputField): SpecEdit =>
  withFields((fields) => fields.toSpliced(index, 0, field));

type Example = PromptSpec["examples"][number];

const withExamples =
  (edit: (examples: Example[]) => Example[]): SpecEdit =>
  (spec) => ({ ...spec, examples: edit(spec.examples) });

export const addExample: SpecEdit = (spec) =>
  spec.examples.length >= mostExamples
    ? spec
    : withExamples((examples) => [...examples, { input: "", output: "" }])(spec);

export const setExample = (index: number, patch: Partial<Example>): SpecEdit =>
  withExamples((examples) =>
    examples.map((example, at) => (at === index ? { ...example, ...patch } : example)),
  );

export const removeExample = (index: number): SpecEdit =>
  withExamples((examples) => examples.toSpliced(index, 1));
export const putExample = (index: number, example: Example): SpecEdit =>
  withExamples((examples) => examples.toSpliced(index, 0, example));
