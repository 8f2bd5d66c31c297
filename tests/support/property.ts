import fc from "fast-check";

/**
 * Properties are tried on the same draws each time, so that a run which was green stays green for the same code. To look
 * for new counterexamples: `PROPERTY_SEED=7 npm run unit`.
 */
const { process } = globalThis as { process?: { env: Record<string, string | undefined> } };
fc.configureGlobal({ seed: Number(process?.env.PROPERTY_SEED ?? 20_261_124) });

export default fc;
