import { describe, expect, test } from "vitest";
import { folderOf } from "../folder.ts";
import type { ExportSource, FoundPrompt } from "../found.ts";
import { promptyReader } from "./read-prompty.ts";
import { writePrompty } from "./write-prompty.ts";

const read = (text: string, others: Record<string, string> = {}): FoundPrompt => {
  const file = { path: "prompts/one.prompty", text };
  const files = [file, ...Object.entries(others).map(([path, inner]) => ({ path, text: inner }))];
  const [item] = promptyReader.read(file, folderOf(files)).items;
  return item as FoundPrompt;
};

test("x", () => {
  const found = read(`---
name: Support
description: Helps
metadata:
  authors: [a]
  tags: [support]
  version: "2.0"
model:
  id: gpt-4o
  provider: azure
  apiType: chat
  connection: { kind: key, endpoint: "\${env:E}", apiKey: "\${env:K}" }
  options: { temperature: 0.3, maxOutputTokens: 100, topK: 3 }
inputs:
  - name: question
    kind: string
    required: true
    description: What is asked
    example: How?
  - { name: docs, kind: array }
  - { name: chat, kind: thread }
tools:
  - name: look
    kind: function
    parameters: [{ name: q, kind: string, required: true }]
  - { name: m, kind: mcp }
---
system:
Answer {{question}}
{% for d in docs %}
- {{ d.title }}
{% endfor %}

{{chat}}

user:
{{question}} \${env:X}
`);
  console.log(JSON.stringify(found, null, 1));
  const source: ExportSource = { ...found, version: "1.0.0", suite: null, message: "m" };
  const out = writePrompty({
    ...source,
    content: {
      ...found.content,
      templateFormat: "f-string",
      messages: [{ role: "human", template: "Hi {question}\nuser:\n{{x}}" }],
    },
  });
  console.log(out.files[0]?.text, out.losses);
});
