import { type Rubric, rubric } from "#shared/model/check.ts";
import { rubricFiles } from "./rubric-files.ts";

/** The judges' instructions that are shipped, in the order in which they are offered. */
export const rubrics: readonly Rubric[] = rubricFiles.map((file) => rubric.parse(file));

const byId = new Map(rubrics.map((one) => [one.id, one]));

export const rubricNamed = (id: string): Rubric | undefined => byId.get(id);
