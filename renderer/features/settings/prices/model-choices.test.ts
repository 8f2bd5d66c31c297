import { expect, it } from "vitest";
import { modelChoices, typedModel } from "./model-choices.ts";

it("still offers the chosen default when its provider is away", () => {
  expect(modelChoices(["simulator/default"], "gone/model")).toEqual([
    { group: "gone", items: ["gone/model"] },
    { group: "simulator", items: ["simulator/default"] },
  ]);
});

it("groups by provider, keeps slashes in a model's name, and lists nothing twice", () => {
  expect(modelChoices(["router/a/b", "router/c", "router/c"], "router/c")).toEqual([
    { group: "router", items: ["router/a/b", "router/c"] },
  ]);
});

it("offers a typed model only where it is a reference that no list has", () => {
  expect(typedModel(" vllm/qwen3 ", [])).toBe("vllm/qwen3");
  expect(typedModel("vllm/qwen3", ["vllm/qwen3"])).toBeNull();
  expect(typedModel("qwen", [])).toBeNull();
  expect(typedModel("/qwen", [])).toBeNull();
  expect(typedModel("vllm/", [])).toBeNull();
});
