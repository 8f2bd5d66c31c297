import { expect, it } from "vitest";
import { type Provider, provider as providerModel } from "#shared/model/provider.ts";
import { contactedHosts } from "./contacted-hosts.ts";

const at = (name: string, baseUrl: string | null): Provider =>
  providerModel.parse({
    providerId: `prv_${name}0001`,
    name,
    kind: baseUrl === null ? "simulator" : "openai-compatible",
    baseUrl,
    key: { kind: "none" },
    limits: {},
    createdAt: "2026-11-24T12:00:00.000Z",
  });

it("lists no host for the simulator", () => {
  expect(contactedHosts([at("simulator", null)])).toEqual([]);
});

it("lists a host once for all its providers, and two ports of a host apart", () => {
  const hosts = contactedHosts([
    at("work", "https://llm.example.com/v1"),
    at("home", "https://LLM.example.com/v2"),
    at("ollama", "http://127.0.0.1:11434/v1"),
    at("vllm", "http://127.0.0.1:8000/v1"),
  ]);
  expect(hosts.map(({ host, providers }) => [host, providers])).toEqual([
    ["127.0.0.1:11434", ["ollama"]],
    ["127.0.0.1:8000", ["vllm"]],
    ["llm.example.com", ["work", "home"]],
  ]);
});

it("says which host is this computer and which one is reached without encryption", () => {
  const [local, open] = contactedHosts([
    at("a", "http://localhost:1234/v1"),
    at("b", "http://nas.example/v1"),
  ]);
  expect(local).toMatchObject({ thisComputer: true, unencrypted: false });
  expect(open).toMatchObject({ thisComputer: false, unencrypted: true });
});
