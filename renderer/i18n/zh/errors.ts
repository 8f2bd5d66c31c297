import type { errors } from "../en/errors.ts";

export const errors: typeof errors = {};
