import type { Message, ModelSettings, PromptContent, Tool } from "../../model/content.ts";
import { parseTemplate } from "../../text/template.ts";
import { Notes } from "../chat.ts";
import { fileNameOf } from "../file-name.ts";
import type { FormatWriter } from "../found.ts";
import {
  loseAround,
  loseVariableDetails,
  modelName,
  refuseBroken,
  syntaxNotHeld,
  writtenOut,
} from "../target.ts";

const node = (id: string[], kwargs: Record<string, unknown>) => ({
  lc: 1,
  type: "constructor",
  id,
  kwargs,
});

/** A manifest that LangChain loads in Python and JavaScript, and LangSmith's hub takes. It holds no key. */
export const writeLangchain: FormatWriter = (source) => {
  const notes = new Notes();
  const content = writtenOut(source, notes);
  const { templateFormat } = content;
  if (templateFormat === "handlebars" || templateFormat === "nunjucks")
    throw syntaxNotHeld(templateFormat, "LangChain");
  refuseBroken(content);
  loseAround(source, notes);
  loseVariableDetails(content, notes, { holdsDefaults: true });
  const prompt = promptNode(content);
  const model = modelNode(content, notes);
  const manifest =
    model === null
      ? prompt
      : node(["langchain_core", "runnables", "RunnableSequence"], { first: prompt, last: model });
  return {
    files: [
      {
        name: fileNameOf(source.name, "langchain.json"),
        mediaType: "application/json",
        text: `${JSON.stringify(manifest, null, 2)}\n`,
      },
    ],
    losses: notes.losses,
  };
};

const holdsSchema = ({ outputSchema, model }: PromptContent): boolean =>
  outputSchema !== null && model.responseFormat === "json-schema";

function promptNode(content: PromptContent) {
  const { templateFormat, messages, variables, outputSchema } = content;
  const used = new Set(messages.flatMap((message) => namesIn(message, content)));
  const partials = variables.flatMap(({ name, default: value }) =>
    typeof value === "string" && used.has(name) ? [[name, value] as const] : [],
  );
  const filledIn = new Set(partials.map(([name]) => name));
  const kwargs = {
    input_variables: [...used].filter((name) => !filledIn.has(name)),
    ...(partials.length === 0 ? {} : { partial_variables: Object.fromEntries(partials) }),
    messages: messages.map((message) => messageNode(message, content)),
    ...(templateFormat === "f-string" ? {} : { template_format: templateFormat }),
  };
  if (!holdsSchema(content)) return node(["langchain_core", "prompts", "chat", "ChatPromptTemplate"], kwargs);
  return node(["langchain_core", "prompts", "structured", "StructuredPrompt"], {
    ...kwargs,
    // As a function: LangChain needs a name for it.
    schema_: { name: "reply", description: "The reply.", parameters: outputSchema },
  });
}

/** The names that LangChain asks for; of a section also those within, as it does itself. */
const namesIn = (message: Message, { templateFormat }: PromptContent): string[] =>
  message.role === "history" ? [message.variable] : parseTemplate(message.template, templateFormat).mentioned;

const classes = {
  system: "SystemMessagePromptTemplate",
  human: "HumanMessagePromptTemplate",
  ai: "AIMessagePromptTemplate",
} as const;

function messageNode(message: Message, content: PromptContent) {
  if (message.role === "history") {
    return node(["langchain_core", "prompts", "chat", "MessagesPlaceholder"], {
      variable_name: message.variable,
      optional: message.optional,
    });
  }
  return node(["langchain_core", "prompts", "chat", classes[message.role]], {
    prompt: node(["langchain_core", "prompts", "prompt", "PromptTemplate"], {
      input_variables: namesIn(message, content),
      template_format: content.templateFormat,
      template: message.template,
    }),
  });
}

function modelNode(content: PromptContent, notes: Notes) {
  const { model, tools } = content;
  if (content.outputSchema !== null && !holdsSchema(content)) notes.lose("schema-not-held");
  if (model.responseFormat === "json-schema" && content.outputSchema === null)
    notes.lose("setting-not-held", { field: "responseFormat" });
  const settings = settingsOf(model, notes);
  const bound = boundOf(model, tools);
  if (Object.keys(settings).length === 0 && Object.keys(bound).length === 0) return null;
  const isAnthropic = model.model?.startsWith("anthropic/") === true;
  const chat = node(
    isAnthropic
      ? ["langchain", "chat_models", "anthropic", "ChatAnthropic"]
      : ["langchain", "chat_models", "openai", "ChatOpenAI"],
    settings,
  );
  if (Object.keys(bound).length === 0) return chat;
  return node(["langchain_core", "runnables", "RunnableBinding"], {
    bound: chat,
    kwargs: bound,
    config: {},
  });
}

function settingsOf(model: ModelSettings, notes: Notes): Record<string, unknown> {
  const provider = model.model?.startsWith("anthropic/") === true ? "anthropic" : "openai";
  return {
    ...(model.model === undefined ? {} : { model: modelName(model.model, provider, notes) }),
    ...(model.temperature === undefined ? {} : { temperature: model.temperature }),
    ...(model.topP === undefined ? {} : { top_p: model.topP }),
    ...(model.maxTokens === undefined ? {} : { max_tokens: model.maxTokens }),
  };
}

/** What goes along with each call. */
function boundOf({ stop, seed, responseFormat }: ModelSettings, tools: readonly Tool[]) {
  return {
    ...(stop === undefined ? {} : { stop }),
    ...(seed === undefined ? {} : { seed }),
    ...(tools.length === 0
      ? {}
      : { tools: tools.map((tool) => ({ type: "function", function: { ...tool } })) }),
    ...(responseFormat === "json" ? { response_format: { type: "json_object" } } : {}),
    ...(responseFormat === "text" ? { response_format: { type: "text" } } : {}),
  };
}
