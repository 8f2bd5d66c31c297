import type { templateOperations } from "#shared/contract/templates.ts";
import { notThereYet } from "../not-there-yet.ts";
import type { HandlersOf } from "../router.ts";
import type { TemplateContext } from "./context.ts";

export type { TemplateContext } from "./context.ts";

export const templateHandlers = (_context: TemplateContext): HandlersOf<typeof templateOperations> => ({
  "templates.list": () => ({ templates: [], categories: [], tags: [] }),
  "templates.read": notThereYet,
  "templates.find": notThereYet,
  "templates.use": notThereYet,
  "templates.save": notThereYet,
  "templates.update": notThereYet,
  "templates.remove": notThereYet,
  "templates.restore": notThereYet,
  "templates.similar": () => [],
});
