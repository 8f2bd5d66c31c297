import { useEffect, useRef, useState } from "react";
import { isCancelled } from "#shared/contract/errors.ts";
import type { Chunk, Input, Output } from "#shared/contract/operations.ts";
import { host } from "../../../host/host.ts";
import { paced } from "../../../ui/paced.ts";

export type GenerationStep = Extract<Chunk<"design.generate">, { kind: "step" }>["step"];
export type Generated = Output<"design.generate">;

interface Generation {
  steps: readonly GenerationStep[];
  /** What the model has written so far; its newest part where it is very long. */
  text: string;
  result: Generated | null;
  failure: unknown;
  isRunning: boolean;
}

const none: Generation = { steps: [], text: "", result: null, failure: null, isRunning: false };
const drawMs = 80;
const mostShown = 20_000;

/** A prompt while a model writes it. Leaving stops it. */
export function useGeneration() {
  const [generation, setGeneration] = useState(none);
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);

  async function start(input: Input<"design.generate">): Promise<void> {
    asking.current?.abort();
    const mine = new AbortController();
    asking.current = mine;
    let steps: GenerationStep[] = [];
    let text = "";
    setGeneration({ ...none, isRunning: true });
    const draw = paced(drawMs, () => {
      if (asking.current === mine) setGeneration((now) => ({ ...now, steps, text }));
    });
    try {
      const stream = host.stream("design.generate", input, mine.signal);
      for (;;) {
        const step = await stream.next();
        if (step.done) {
          const result = step.value;
          draw.finish();
          if (asking.current === mine) setGeneration((now) => ({ ...now, result }));
          return;
        }
        if (step.value.kind === "step") {
          // Another try is written anew.
          if (step.value.step === "asking" || step.value.step === "repairing") text = "";
          steps = [...steps, step.value.step];
        } else text = (text + step.value.text).slice(-mostShown);
        draw.request();
      }
    } catch (failure) {
      draw.finish();
      if (!isCancelled(failure) && !mine.signal.aborted) setGeneration((now) => ({ ...now, failure }));
    } finally {
      if (asking.current === mine) setGeneration((now) => ({ ...now, isRunning: false }));
    }
  }

  return {
    ...generation,
    start,
    cancel: () => asking.current?.abort(),
    startAnew: () => setGeneration(none),
  };
}
