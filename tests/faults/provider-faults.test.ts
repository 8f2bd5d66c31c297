// @vitest-environment jsdom
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ErrorData } from "#shared/contract/errors.ts";
import type { Run } from "#shared/model/run.ts";
import { errorText } from "../../renderer/i18n/error-text.ts";
import { speak, startI18n } from "../../renderer/i18n/i18n.ts";
import { type FakeOpenAi, type Fault, faults, startFakeOpenAi } from "../support/fake-openai.ts";
import { createModelBench, type ModelBench } from "./model-bench.ts";

interface Expected {
  /** `providers.…`; null: the run is done. */
  code: string | null;
  /** Requests that the server saw; absent: 1. */
  tries?: number;
  /** The text that is kept; absent: none in a failed run, the whole in a done one. */
  text?: string;
  /** Whether the cost is known to be nothing, where the run failed. */
  free?: boolean;
  idle?: number;
  total?: number;
  /** Its words are those of another fault, because it is the same to the user. */
  sameAs?: Fault;
}

const whole = "one two three four";

/** Every fault of the fake server, and what becomes of a run that meets it. */
const table: Record<Fault, Expected> = {
  "400": { code: "bad-request", free: true },
  "401": { code: "key-rejected", free: true },
  "401-slow-body": { code: "key-rejected", free: true, sameAs: "401" },
  "402": { code: "quota-exceeded", free: true },
  "403": { code: "not-allowed", free: true },
  "404": { code: "model-not-found", free: true },
  "408": { code: "gave-up", tries: 2 },
  "413": { code: "request-too-large", free: true },
  quota: { code: "quota-exceeded", free: true, sameAs: "402" },
  redirect: { code: "redirected", free: true },
  "429": { code: "rate-limited", tries: 5, free: true },
  "429-retry-after": { code: "rate-limited", tries: 5, free: true, sameAs: "429" },
  "429-date": { code: "rate-limited", tries: 5, free: true, sameAs: "429" },
  "429-absurd": { code: "rate-limited", tries: 5, free: true, sameAs: "429" },
  "429-then-ok": { code: null, tries: 2 },
  "500": { code: "server-error", tries: 5, free: true },
  "502": { code: "gateway-error", tries: 5, free: true },
  "503": { code: "overloaded", tries: 5, free: true },
  "504": { code: "gateway-error", tries: 5, free: false, sameAs: "502" },
  "529": { code: "overloaded", tries: 5, free: true, sameAs: "503" },
  "500-then-ok": { code: null, tries: 2 },
  "529-then-ok": { code: null, tries: 2 },
  reset: { code: "connection-cut", tries: 5 },
  "reset-then-ok": { code: null, tries: 2 },
  hang: { code: "silent", tries: 2, idle: 60 },
  idle: { code: "silent", tries: 2, idle: 60, sameAs: "hang" },
  pings: { code: "timeout", tries: 2, total: 60 },
  drip: { code: "timeout", tries: 2, total: 60, sameAs: "pings" },
  slow: { code: null },
  "drip-text": { code: null },
  "with-pings": { code: null },
  drop: { code: "connection-lost", text: "one two" },
  "not-http": { code: "not-http", free: true },
  html: { code: "web-page" },
  empty: { code: "empty-reply" },
  garbage: { code: "malformed-reply" },
  "garbage-gzip": { code: "undecodable-reply" },
  "gzip-bomb": { code: "reply-too-large" },
  "wrong-json": { code: "other-json" },
  huge: { code: "reply-too-large", text: "x".repeat(10 * 1024 * 1024), sameAs: "gzip-bomb" },
  "huge-body": { code: "reply-too-large", sameAs: "gzip-bomb" },
  "huge-line": { code: "reply-too-large", sameAs: "gzip-bomb" },
  truncated: { code: "incomplete-reply", text: "one two three" },
  "error-event": { code: "failed-midway", text: "one" },
  "no-usage": { code: null },
  "negative-usage": { code: null },
  "absurd-usage": { code: null },
  "split-utf8": { code: null },
  crlf: { code: null },
  "mixed-newlines": { code: null },
  "no-done": { code: null },
  "echo-key": { code: "bad-request", free: true, sameAs: "400" },
  "echo-key-in-header": { code: "rate-limited", tries: 5, free: true, sameAs: "429" },
  "echo-key-in-reply": { code: null, text: "Your key is [redacted], and again [redacted]. Bye." },
};

const key = "sk-CANARY-0123456789abcdef";
let fake: FakeOpenAi;
beforeAll(async () => {
  await startI18n("en");
  fake = await startFakeOpenAi({ key, slowMs: 2, reply: () => ({ text: whole }) });
});
afterAll(() => fake.close());

async function benchFor({ idle = 30_000, total = 60_000 }: Expected): Promise<ModelBench> {
  const bench = createModelBench({ callTimeouts: { idle, total } });
  await bench.lathe.call("providers.add", {
    name: "acme",
    baseUrl: fake.baseUrl,
    key: { kind: "vault", key },
  });
  const price = { inputPerMillion: 1, outputPerMillion: 2, asOf: "2026-11-24" };
  for (const model of faults)
    await bench.lathe.call("providers.set-price", { provider: "acme", model: `fault-${model}`, price });
  return bench;
}

async function wordsOf(error: ErrorData) {
  await speak("en");
  const english = errorText(error);
  await speak("zh");
  const chinese = errorText(error);
  return { english, chinese };
}

const ends = new Map<Fault, Run>();

describe("R-35 R-36 R-37 R-38 R-39 R-40 R-42 A-59 a run against a provider that", () => {
  it.each(faults)(
    "answers with %s ends in its own state, with what had come and not a dollar invented",
    async (fault) => {
      const expected = table[fault];
      const before = fake.requests.length;
      const bench = await benchFor(expected);
      const { run, chunks } = await bench.run(`acme/fault-${fault}`);
      ends.set(fault, run);
      const { attempt } = run;
      const asked = fake.requests.length - before;
      // On a busy machine a short patience may end before the request has arrived.
      const isHasty = expected.idle !== undefined || expected.total !== undefined;
      if (isHasty) expect(asked).toBeLessThanOrEqual(expected.tries ?? 1);
      else expect(asked).toBe(expected.tries ?? 1);
      expect(attempt.retries).toHaveLength((expected.tries ?? 1) - 1);
      expect(chunks.filter((chunk) => chunk.kind === "retry")).toHaveLength((expected.tries ?? 1) - 1);
      expect(run.state).toBe(expected.code === null ? "done" : "failed");
      expect(attempt.error?.code ?? null).toBe(expected.code && `providers.${expected.code}`);
      const text = expected.text ?? (expected.code === null ? whole : "");
      expect(attempt.text === text, attempt.text.slice(0, 200)).toBe(true);
      expect(attempt.partial).toBe(expected.code !== null && text !== "");
      if (expected.code !== null) expect(attempt.costUsd).toBe(expected.free === true ? 0 : null);
      else if (/usage|reset/.test(fault)) expect(attempt.costUsd).toBeNull();
      else expect(attempt.costUsd).toBeGreaterThan(0);
      expect(JSON.stringify([run, chunks, bench.logged])).not.toContain("CANARY");
      await fake.untilPending(0);
      expect(fake.sockets()).toBeLessThanOrEqual(1 + [...ends.keys()].length);
    },
  );

  it("has words of its own for each fault, in both languages, and none of English in the Chinese but what was quoted", async () => {
    const seen = new Map<string, Fault>();
    for (const [fault, { attempt }] of ends) {
      const { error } = attempt;
      if (error === null) continue;
      const { english, chinese } = await wordsOf(error);
      expect(english.message, fault).toContain("acme");
      expect(english.message).not.toMatch(/this endpoint|\{\{/);
      expect(chinese.message, fault).toMatch(/[\u4e00-\u9fff]/);
      const said = String(error.details?.said ?? "");
      const own = chinese.message.replace(said, "").replace(fake.baseUrl, "");
      expect(own, fault).not.toMatch(/[A-Za-z]+ [A-Za-z]+ [A-Za-z]+|\{\{/);
      if (said !== "") {
        expect(english.message).toContain(`It said: “${said}”`);
        expect(chinese.message).toContain(`“${said}”`);
      }
      const { sameAs } = table[fault];
      for (const sentence of [english.title, chinese.title]) {
        const other = seen.get(sentence);
        if (other !== undefined)
          expect(sameAs ?? table[other].sameAs ?? fault, sentence).toBe(sameAs ? other : fault);
        else seen.set(sentence, fault);
      }
    }
    const codes = new Set(Object.values(table).flatMap(({ code }) => code ?? []));
    expect(seen.size).toBe(codes.size * 2);
  });
});
