import type { templateOperations } from "#shared/contract/templates.ts";
import type { HandlersOf } from "../router.ts";
import { findCard, findSimilar, listCards, readCard } from "./cards.ts";
import type { TemplateContext } from "./context.ts";
import { removeTemplate, restoreTemplate, saveTemplate, updateTemplate } from "./own-templates.ts";
import { createShelf } from "./shelf.ts";
import { useTemplate } from "./use-template.ts";

export type { TemplateContext } from "./context.ts";

export function templateHandlers(context: TemplateContext): HandlersOf<typeof templateOperations> {
  const shelf = createShelf(context);
  const cardOf = (key: string) => readCard(context, shelf, key);
  return {
    "templates.list": (input) => listCards(context, shelf, input),
    "templates.read": async ({ key }) => ({ card: await cardOf(key), template: await shelf.read(key) }),
    "templates.find": ({ name }) => findCard(context, shelf, name),
    "templates.use": async ({ key, ...input }) => useTemplate(context, await shelf.read(key), input),
    "templates.save": async (input) => cardOf(await saveTemplate(context, shelf, input)),
    "templates.update": async (input) => {
      await updateTemplate(context, shelf, input);
      return cardOf(input.key);
    },
    "templates.remove": async ({ key }) => {
      await removeTemplate(context, shelf, key);
      return null;
    },
    "templates.restore": async ({ key }) => {
      await restoreTemplate(context, shelf, key);
      return cardOf(key);
    },
    "templates.similar": ({ content }) => findSimilar(shelf, content),
  };
}
