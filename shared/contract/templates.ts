import { z } from "zod";
import { promptContent } from "../model/content.ts";
import { promptId, suiteId, versionId } from "../model/ids.ts";
import { folderName, promptName, promptSummary } from "../model/prompt.ts";
import { template, templateCard, templateCategory, templateKey } from "../model/template.ts";
import { command, query } from "./define.ts";

const written = template.pick({
  name: true,
  description: true,
  category: true,
  useCase: true,
  language: true,
  tags: true,
});

export const templateOperations = {
  /** By category and name. `search` looks in name, description, use case, tags and the words of the prompt. */
  "templates.list": query({
    input: z.object({
      search: z.string().max(200).default(""),
      category: templateCategory.optional(),
      language: z.enum(["en", "zh", "other"]).optional(),
      tag: z.string().optional(),
      onlyOwn: z.boolean().default(false),
    }),
    output: z.object({
      templates: z.array(templateCard),
      /** Of all templates, whatever was asked for. */
      categories: z.array(z.object({ category: templateCategory, count: z.int() })),
      tags: z.array(z.object({ name: z.string(), count: z.int() })),
    }),
  }),
  "templates.read": query({
    input: z.object({ key: templateKey }),
    output: z.object({ card: templateCard, template }),
  }),
  /** By its key or its exact name, for the command line. */
  "templates.find": query({ input: z.object({ name: z.string() }), output: templateCard }),
  /**
   * A new prompt with the template's text, spec and suite; its use is counted. `name` absent: the template's own, or the
   * next free one after it.
   */
  "templates.use": command({
    input: z.object({
      key: templateKey,
      name: promptName.optional(),
      folder: folderName.default(""),
      withSuite: z.boolean().default(true),
    }),
    output: z.object({ prompt: promptSummary, suiteId: suiteId.nullable() }),
  }),
  /** Makes a template of a prompt: of a version, or of the draft. What it holds is a copy. */
  "templates.save": command({
    input: written.extend({
      promptId,
      /** null: the draft. */
      versionId: versionId.nullable().default(null),
      suiteId: suiteId.nullable().default(null),
    }),
    output: templateCard,
  }),
  /** Of the user's own; those that ship with Lathe are refused with `templates.read-only`. */
  "templates.update": command({
    input: written.partial().extend({ key: templateKey }),
    output: templateCard,
  }),
  "templates.remove": command({ input: z.object({ key: templateKey }), output: z.null() }),
  "templates.restore": command({ input: z.object({ key: templateKey }), output: templateCard }),
  /** Templates that say nearly the same as this content, before it becomes one more of them. */
  "templates.similar": query({
    input: z.object({ content: promptContent }),
    output: z.array(z.object({ key: templateKey, name: z.string(), likeness: z.number() })),
  }),
};
