import { type Fields, fieldOf, isFields, type Json, textField } from "../read-json.ts";

/** An object as LangChain writes it down: `{lc, type, id, kwargs}`. It is data here and never made into anything. */
export interface Node {
  /** The last part of its id: the name of its class. */
  tail: string;
  kwargs: Fields;
}

export const isNode = (value: unknown): value is Fields =>
  isFields(value) && fieldOf(value, "lc") === 1 && typeof fieldOf(value, "type") === "string";

export const isSecret = (value: unknown): boolean => isNode(value) && textField(value, "type") === "secret";

export function nodeOf(value: Json): Node | null {
  if (!isNode(value) || textField(value, "type") !== "constructor") return null;
  const id = fieldOf(value, "id");
  const tail = Array.isArray(id) ? id.at(-1) : null;
  const kwargs = fieldOf(value, "kwargs");
  return typeof tail === "string" ? { tail, kwargs: isFields(kwargs) ? kwargs : {} } : null;
}

/** What is shown of a node that is left out. */
export function nameOfNode(value: Json): string {
  if (!isFields(value)) return typeof value;
  const id = fieldOf(value, "id");
  const tail = Array.isArray(id) ? id.at(-1) : (fieldOf(value, "_type") ?? fieldOf(value, "type"));
  return typeof tail === "string" ? tail.slice(0, 80) : "?";
}

const messages: Record<string, "system" | "human" | "ai"> = {
  SystemMessage: "system",
  HumanMessage: "human",
  AIMessage: "ai",
};

/** `SystemMessagePromptTemplate` → system; a message that is no template is `fixed`. */
export function roleOfNode({ tail }: Node): { role: "system" | "human" | "ai"; isFixed: boolean } | null {
  const name = tail.replace(/(?:Chunk|PromptTemplate)$/, "");
  const role = Object.hasOwn(messages, name) ? messages[name] : undefined;
  return role === undefined ? null : { role, isFixed: !tail.endsWith("PromptTemplate") };
}

/** Models whose settings are taken over, with who answers them. */
const models: Record<string, string> = {
  ChatOpenAI: "openai",
  AzureChatOpenAI: "azure",
  ChatAnthropic: "anthropic",
  ChatGoogleGenerativeAI: "google",
  ChatVertexAI: "google",
  ChatMistralAI: "mistral",
  ChatGroq: "groq",
  ChatFireworks: "fireworks",
  ChatTogether: "together",
  ChatDeepSeek: "deepseek",
  ChatXAI: "xai",
  ChatOllama: "ollama",
  ChatBedrock: "bedrock",
  ChatBedrockConverse: "bedrock",
  ChatCohere: "cohere",
};

export const providerOfNode = ({ tail }: Node): string | null =>
  Object.hasOwn(models, tail) ? (models[tail] ?? null) : null;
