import type { ExportFormat } from "../model/exchange.ts";
import { anthropicReader } from "./anthropic/read-anthropic.ts";
import { datasetReader } from "./dataset/read-dataset.ts";
import { dotpromptReader } from "./dotprompt/read-dotprompt.ts";
import { writeDotprompt } from "./dotprompt/write-dotprompt.ts";
import type { FormatReader, FormatWriter } from "./found.ts";
import { langchainReader } from "./langchain/read-langchain.ts";
import { writeLangchain } from "./langchain/write-langchain.ts";
import { langfuseReader } from "./langfuse/read-langfuse.ts";
import { writeLangfuse } from "./langfuse/write-langfuse.ts";
import { latheReader } from "./lathe/read-lathe.ts";
import { writeLathe } from "./lathe/write-lathe.ts";
import { mlflowReader } from "./mlflow/read-mlflow.ts";
import { openaiReader } from "./openai/read-openai.ts";
import { writeOpenai } from "./openai/write-openai.ts";
import { textReader } from "./plain/read-text.ts";
import { promptfooReader } from "./promptfoo/read-promptfoo.ts";
import { promptfooResultsReader } from "./promptfoo/read-results.ts";
import { writePromptfoo } from "./promptfoo/write-promptfoo.ts";
import { promptyReader } from "./prompty/read-prompty.ts";
import { writePrompty } from "./prompty/write-prompty.ts";

/** Every reader; the one that is surest of a file reads it. */
export const readers: FormatReader[] = [
  promptfooReader,
  promptfooResultsReader,
  promptyReader,
  dotpromptReader,
  latheReader,
  langchainReader,
  langfuseReader,
  openaiReader,
  anthropicReader,
  mlflowReader,
  datasetReader,
  textReader,
];

/** Partial as long as they are being built. */
export const writers: Partial<Record<ExportFormat, FormatWriter>> = {
  prompty: writePrompty,
  dotprompt: writeDotprompt,
  promptfoo: writePromptfoo,
  lathe: writeLathe,
  langchain: writeLangchain,
  langfuse: writeLangfuse,
  openai: writeOpenai,
};
