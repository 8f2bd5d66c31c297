import type { history } from "../en/history.ts";

export const history: typeof history = {};
