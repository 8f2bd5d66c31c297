import { host } from "../../../host/host.ts";
import { createFind } from "./find-store.ts";

/** The page's one search through all prompts; it outlives its panel, so that its results are there again. */
export const find = createFind(host);
