import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { it } from "vitest";
import { promptContent } from "#shared/model/content.ts";
import { formatPrompt } from "../../prompts/format-prompt.ts";
import type { ModelRequest } from "../model-call.ts";
import { readMaterial } from "./material.ts";
import { simulateReply } from "./simulate-reply.ts";

const req = (m: [string, string][], more: Partial<ModelRequest> = {}): ModelRequest => ({
  model: "simulator/default",
  messages: m.map(([role, content]) => ({ role: role as "human", content })),
  settings: {},
  tools: [],
  outputSchema: null,
  repeatIndex: 0,
  ...more,
});
it("probe", async () => {
  const out: string[] = [];
  const show = (title: string, r: ModelRequest) => {
    const a = simulateReply(r);
    out.push(`\n### ${title}\n${a.finishReason} ${JSON.stringify(a.toolCalls)}\n${a.text}`);
  };
  const h = (t: string, more = {}) => show(t, req([["human", t]], more));
  h("What is photosynthesis?");
  h("What is photosynthesis? Answer in at most 12 words.");
  h("Explain how a bicycle stays upright. Answer in Chinese.");
  h("请解释一下什么是机器学习");
  h("用不超过20字介绍北京");
  h("请用英文回答：北京有什么好吃的？");
  h(
    "Return JSON with fields name, age and email for: My name is Ada Lovelace, I am 36 years old, ada@example.org",
  );
  h(
    "Give me a JSON object with keys: title, tags, score (0-10), is_urgent. Text: The server crashed and we need help immediately, please fix the login page.",
  );
  h(
    'Return {"sentiment": "positive|negative|neutral", "score": 0.0, "reasons": ["..."]} for this review: The blender is terrible and broke after two days.',
  );
  h("请返回JSON，包含字段：姓名、年龄、城市。内容：李雷今年28岁，在上海工作。");
  h(
    "Classify the ticket into: billing, shipping, technical. Ticket: My card was charged twice for one order.",
  );
  h("将下面的评论分类为正面、负面或中性：这个手机太差了，用了两天就坏了。");
  h(
    "Summarize in one sentence:\n\nThe city council met on Tuesday to discuss the new bridge. The bridge will cost 12 million euros and connect the old town with the harbour. Residents complained about noise. The mayor promised that work on the bridge starts in May.",
  );
  h("Translate to Chinese: Hello, how are you?");
  h("把下面的话翻译成英文：你好，谢谢");
  h("What is 12 * (3 + 4)?");
  h("How do I bake bread? Give three bullet points.");
  h("How do I repot a plant? Step by step.");
  show(
    "ctx yes",
    req([
      ["system", 'Answer only from the context. If the answer is not in the context, say "I don\'t know".'],
      [
        "human",
        "Context:\nThe Eiffel Tower is 330 metres tall. It was finished in 1889. It stands in Paris.\n\nQuestion: How tall is the Eiffel Tower?",
      ],
    ]),
  );
  show(
    "ctx no",
    req([
      ["system", 'Answer only from the context. If the answer is not in the context, say "I don\'t know".'],
      [
        "human",
        "Context:\nThe Eiffel Tower is 330 metres tall. It was finished in 1889. It stands in Paris.\n\nQuestion: Who invented the telephone?",
      ],
    ]),
  );
  show(
    "rag zh",
    req([
      ["system", "只根据资料回答。资料里没有的，请回答“资料未提及”。"],
      ["human", "资料：退货期为7天。运费由买家承担。发货时间为每天16点前。\n问题：退货期是几天？"],
    ]),
  );
  show(
    "rag zh no",
    req([
      ["system", "只根据资料回答。资料里没有的，请回答“资料未提及”。"],
      ["human", "资料：退货期为7天。运费由买家承担。发货时间为每天16点前。\n问题：你们老板叫什么名字？"],
    ]),
  );
  show(
    "json schema",
    req(
      [
        ["system", "Extract."],
        ["human", "Invoice INV-2231 of 3 March 2025, total 1,200.50 EUR, from Blue Ltd."],
      ],
      {
        settings: { responseFormat: "json-schema" },
        outputSchema: {
          type: "object",
          properties: {
            invoice_number: { type: "string" },
            date: { type: "string", format: "date" },
            total: { type: "number" },
            currency: { type: "string", enum: ["EUR", "USD"] },
            paid: { type: ["boolean", "null"] },
            lines: {
              type: "array",
              items: {
                type: "object",
                properties: { description: { type: "string" }, total: { type: "number" } },
              },
            },
          },
        },
      },
    ),
  );
  show(
    "tool",
    req([["human", "What's the weather in Paris tomorrow?"]], {
      tools: [
        {
          name: "get_weather",
          description: "Get the weather for a city",
          parameters: {
            type: "object",
            properties: {
              city: { type: "string" },
              unit: { type: "string", enum: ["celsius", "fahrenheit"] },
            },
            required: ["city"],
          },
        },
      ],
    }),
  );
  show(
    "tool no",
    req([["human", "Tell me a joke about cats"]], {
      tools: [
        {
          name: "get_weather",
          description: "Get the weather for a city",
          parameters: { type: "object", properties: {} },
        },
      ],
    }),
  );
  h("Write a friendly email to Tom about the delayed shipment of his desk. At most 40 words. Sign as Anna.");
  h("Quelle est la capitale de la France ?");
  h("");
  h("hi");
  h("Write a poem about autumn leaves");
  h("Generate product description for wireless headphones, 3 sentences");
  for (const f of ["customer-reply", "ecommerce-service-zh", "invoice-to-json"]) {
    const s = JSON.parse(readFileSync(`resources/sample/${f}.json`, "utf8"));
    for (const [vi, v] of s.versions.entries())
      for (const values of s.values) {
        const content = promptContent.parse(v.content);
        const messages = await formatPrompt(content, values);
        const { model: _m, ...settings } = content.model;
        const r = { ...req([]), messages, settings, outputSchema: content.outputSchema } as ModelRequest;
        if (vi === 2) out.push("MATERIAL " + JSON.stringify(readMaterial(messages), null, 1).slice(0, 3500));
        show(`${f} v${vi}`, r);
      }
  }
  writeFileSync("/tmp/prov-out.txt", out.join("\n"));
});
it("survives hostile prompts quickly", () => {
  const n = Number(process.env.HOSTILE ?? 8_000);
  const hostile: Record<string, string> = {
    colons: ":".repeat(n),
    tags: "<a>".repeat(n / 3),
    quotes: '"""'.repeat(n / 3) + '"',
    opens: "{".repeat(n),
    opensq: '{"a":'.repeat(n / 5),
    brackets: "[".repeat(n),
    words: "word ".repeat(n / 5),
    digits: "1".repeat(n),
    digitsdash: "1-".repeat(n / 2),
    sums: "1+".repeat(n / 2),
    dots: "1.".repeat(n / 2),
    spaces: "a" + " ".repeat(n) + "b",
    at: "a@".repeat(n / 2),
    han: "中".repeat(n),
    caps: "Ab ".repeat(n / 3),
    max: "at most ".repeat(n / 8),
    json: "JSON with fields ".repeat(n / 17),
    if: "if not say ".repeat(n / 11),
    commas: "JSON with fields " + "a, ".repeat(n / 3),
    pct: "5%".repeat(n / 2),
    order: "order ".repeat(n / 6),
    dashes: "JSON " + "A1-".repeat(n / 3),
    nl: "\n".repeat(n),
    in: "in ".repeat(n / 3),
    quot: "“".repeat(n),
    tripletag: "<ab>x".repeat(n / 5),
    classify: "classify ".repeat(n / 9),
    phone: "JSON fields phone: " + "12 ".repeat(n / 3),
    url: "https://".repeat(n / 8),
    labelcol: "context: ".repeat(n / 9),
    surname: "李".repeat(n),
  };
  for (const [name, text] of Object.entries(hostile))
    for (const extra of [
      "",
      "Return JSON with fields phone, order_number, date, name, tags, total, address, city, email. ",
      "Summarize: ",
      "Translate to Chinese: ",
      "Answer only from the context. ",
    ]) {
      appendFileSync("/tmp/prov-now.txt", `${name} ${extra}\n`);
      const t0 = performance.now();
      simulateReply(
        req([
          ["system", extra + text],
          ["human", extra + text + " what?"],
        ]),
      );
      const ms = performance.now() - t0;
      if (ms > 150)
        appendFileSync(
          "/tmp/prov-slow.txt",
          `${name} ${JSON.stringify(extra.slice(0, 12))} ${Math.round(ms)}
`,
        );
    }
}, 300_000);
