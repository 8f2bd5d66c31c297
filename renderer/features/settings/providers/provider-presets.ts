/** Where well-known services answer in OpenAI's format. Their names are brands and are not translated. */
export interface ProviderPreset {
  id: string;
  label: string;
  /** Proposed as the provider's name, which becomes the first part of every model reference. */
  name: string;
  baseUrl: string;
  /** Runs on the user's own machine and usually asks for no key. */
  local: boolean;
  /** The variable in which the service's own documentation keeps the key. */
  variable: string;
}

const hosted = (id: string, label: string, baseUrl: string, variable: string): ProviderPreset => ({
  id,
  label,
  name: id,
  baseUrl,
  local: false,
  variable,
});

const local = (id: string, label: string, baseUrl: string): ProviderPreset => ({
  id,
  label,
  name: id,
  baseUrl,
  local: true,
  variable: "",
});

export const customPreset = "custom";

/** Stands in Azure's address for the part that only the user knows; an address that still has it is refused. */
export const azureResource = "YOUR-RESOURCE";

export const providerPresets: ProviderPreset[] = [
  hosted("openai", "OpenAI", "https://api.openai.com/v1", "OPENAI_API_KEY"),
  hosted(
    "azure",
    "Azure OpenAI",
    `https://${azureResource}.openai.azure.com/openai/v1`,
    "AZURE_OPENAI_API_KEY",
  ),
  hosted("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
  hosted("deepseek", "DeepSeek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
  hosted(
    "dashscope",
    "Qwen (DashScope)",
    "https://dashscope.aliyuncs.com/compatible-mode/v1",
    "DASHSCOPE_API_KEY",
  ),
  hosted("moonshot", "Moonshot (Kimi)", "https://api.moonshot.cn/v1", "MOONSHOT_API_KEY"),
  hosted("zhipu", "Zhipu (GLM)", "https://open.bigmodel.cn/api/paas/v4", "ZHIPUAI_API_KEY"),
  local("ollama", "Ollama", "http://127.0.0.1:11434/v1"),
  local("lmstudio", "LM Studio", "http://127.0.0.1:1234/v1"),
  local("vllm", "vLLM", "http://127.0.0.1:8000/v1"),
];
