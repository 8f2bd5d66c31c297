import { LatheError } from "#shared/contract/errors.ts";

/** Makes something under a name, or under the next one after it that is free. */
export async function freeName<Made>(name: string, make: (name: string) => Promise<Made>): Promise<Made> {
  try {
    return await make(name);
  } catch (error) {
    const isTaken = error instanceof LatheError && error.code === "prompts.name-taken";
    const suggestion = isTaken ? error.details?.suggestion : undefined;
    if (typeof suggestion !== "string") throw error;
    return make(suggestion);
  }
}
