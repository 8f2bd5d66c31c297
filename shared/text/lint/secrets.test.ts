import { describe, expect, test } from "vitest";
import { promptOf } from "../../../tests/support/lint-content.ts";
import { explainFinding } from "./explain-finding.ts";
import { fixesFor } from "./fixes.ts";
import { lintContent } from "./lint.ts";
import { findSecrets } from "./secret-patterns.ts";

// Put together here, so that no scanner of this repository takes the examples for real ones.
const join = (...parts: string[]) => parts.join("");
const secrets = {
  openai: join("sk-", "proj-Zk3mQ8vT1xWb7LrP0aYd5NfHc9UjEs2G"),
  anthropic: join("sk-", "ant-api03-q7Wm2Xz9Lk4Rt6Yb1Vc8Np3Hd5Js0Gf"),
  deepseek: join("sk-", "8f2d71c09ab34e65b1d7c2a9e0f4836b"),
  stripe: join("sk_", "live_4eC39HqLyjWDarjtT1zdp7dc"),
  aws: join("AKIA", "Q3EGRZ7NKLVX5T2M"),
  google: join("AIza", "SyD9mK3xQ7wLpV2nR8tBc5HfJ0uYeZ4GaX6"),
  github: join("ghp_", "x7Kp2mQ9vR4tW1nB6cL8dJ3hF5gS0zY2aE7u"),
  slack: join("xoxb-", "284719365012-7361940285173-kQ9mX2vL7pR4tW8nB1cJ6hF3"),
  jwt: join(
    "eyJ",
    "hbGciOiJIUzI1NiJ9.",
    "eyJ",
    "zdWIiOiI4NDcyIn0.",
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
  ),
  bearer: "9fK2mX7vQ4tL1pR8wB3nC6jH",
  assigned: "Qm7xT2vK9pL4wR1nB8cJ",
  password: "Tr0ub4dor&3xQ9!",
};

describe("A-60 a key that was pasted into a prompt is seen", () => {
  test.each([
    [`Use ${secrets.openai} for the calls.`, secrets.openai, "api-key"],
    [`OPENAI_API_KEY=${secrets.openai}`, secrets.openai, "api-key"],
    [`key:${secrets.anthropic}.`, secrets.anthropic, "api-key"],
    [`密钥是${secrets.deepseek}，请保密`, secrets.deepseek, "api-key"],
    [`stripe ${secrets.stripe}`, secrets.stripe, "api-key"],
    [`aws_access_key_id = ${secrets.aws}`, secrets.aws, "api-key"],
    [`maps?key=${secrets.google}`, secrets.google, "api-key"],
    [`git clone with ${secrets.github}`, secrets.github, "token"],
    [`slack: ${secrets.slack}`, secrets.slack, "token"],
    [`cookie ${secrets.jwt};`, secrets.jwt, "token"],
    [`Authorization: Bearer ${secrets.bearer}`, secrets.bearer, "token"],
    [`client_secret: "${secrets.assigned}"`, secrets.assigned, "api-key"],
    [`password: "${secrets.password}"`, secrets.password, "password"],
    [`密码：${secrets.password}`, secrets.password, "password"],
    [
      `postgres://lathe:${secrets.password.replace("&", "x")}@db.internal/x`,
      secrets.password.replace("&", "x"),
      "password",
    ],
  ])("%s", (text, secret, kind) => {
    const found = findSecrets(text);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([secret]);
    expect(found[0]?.kind).toBe(kind);
  });

  test("a private key is one finding from its first to its last line", () => {
    const body = Array.from(
      { length: 8 },
      (_, row) => `MIIEvQ${row}BADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7`,
    ).join("\n");
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----`;
    expect(findSecrets(`sign with\n${key}\nand send`)).toEqual([
      { kind: "private-key", start: 10, end: 10 + key.length },
    ]);
  });

  test("what is found is named by its kind and never written down again", () => {
    for (const secret of Object.values(secrets)) {
      const content = promptOf([`api_key: ${secret} password: ${secret}`]);
      const findings = lintContent(content);
      expect(findings.map(explainFinding).join("\n")).not.toContain(secret.slice(4, 16));
    }
  });

  test("a key between two braces is not quoted as the name that it is not", () => {
    const words = lintContent(promptOf([`{api_key: ${secrets.openai}}`])).map(explainFinding);
    expect(words.join("\n")).toContain("is not the name of a variable");
    expect(words.join("\n")).not.toContain(secrets.openai.slice(4, 16));
  });

  test("a key in the default or the example of a variable is found and can be cleared away, and nothing else goes", () => {
    const content = promptOf(["Call {tool} with {key}."], {
      variables: [
        {
          name: "key",
          type: "text",
          description: "For the calls",
          default: secrets.openai,
          example: "a key",
        },
      ],
    });
    const [finding] = lintContent(content);
    expect(finding).toMatchObject({ rule: "secret-in-text", place: { in: "variable", index: 0 } });
    const [fix] = finding === undefined ? [] : fixesFor(content, finding);
    expect(fix?.apply(content).variables[0]).toEqual({
      name: "key",
      type: "text",
      description: "For the calls",
      example: "a key",
    });
  });

  test("the fix puts a declared variable with a name of its own in the key's place", () => {
    const content = promptOf([`Use ${secrets.openai} and {api_key}.`]);
    const [finding] = lintContent(content).filter(({ rule }) => rule === "secret-in-text");
    const fixed =
      finding === undefined ? content : (fixesFor(content, finding)[0]?.apply(content) ?? content);
    expect(fixed.messages[0]).toEqual({ role: "human", template: "Use {api_key2} and {api_key}." });
    expect(fixed.variables.map(({ name }) => name)).toEqual(["api_key", "api_key2"]);
  });

  test("no fix is offered where new braces would join the ones beside them", () => {
    const content = promptOf([`{${secrets.openai}}`]);
    const findings = lintContent(content).filter(({ rule }) => rule === "secret-in-text");
    expect(findings.flatMap((finding) => fixesFor(content, finding))).toEqual([]);
  });
});

describe("A-60 what is no key raises no alarm, so that the alarm is worth something", () => {
  test.each([
    "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "sk-your-openai-api-key-goes-here-1",
    "sk-1234567890abcdef1234567890abcdef",
    "OPENAI_API_KEY=YOUR_API_KEY_FOR_2024_PROJECT",
    "api_key: {api_key}",
    "api_key: {{api_key}}",
    "Authorization: Bearer {token}",
    "Authorization: Bearer YOUR_ACCESS_TOKEN_1234567",
    "Authorization: Bearer <token>",
    "AKIAIOSFODNN7EXAMPLE",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "password: at least 8 characters",
    "The password must be longer than twelve characters.",
    "密码：不少于8位，包含字母和数字",
    "Explain what a token is: the smallest unit of text.",
    "token: the-smallest-unit-of-a-language-model",
    "secret = process.env.CLIENT_SECRET_OF_THE_SHOP",
    "postgres://user:password@localhost/db",
    "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    "install scikit-learn as sk-learn-contrib-pipeline-2024-08",
    "https://example.com/risk-assessment-of-the-year-2024-and-2025",
    "commit 3b18e512dba79e4c8300dd08aeb37f8e728b8dad fixes it",
    "id 550e8400-e29b-41d4-a716-446655440000",
    "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    "access token: https://docs.example.com/tokens",
  ])("%s", (text) => {
    expect(findSecrets(text)).toEqual([]);
  });
});
