import type { z } from "zod";

/**
 * The three kinds of operation.
 * query: safe to repeat; command: changes state and is never retried by a client; stream: chunks, then a result.
 */
export interface Query<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: "query";
  input: I;
  output: O;
}
export interface Command<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: "command";
  input: I;
  output: O;
}
export interface Stream<
  I extends z.ZodType = z.ZodType,
  C extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  kind: "stream";
  input: I;
  chunk: C;
  output: O;
}
export type Operation = Query | Command | Stream;

export const query = <I extends z.ZodType, O extends z.ZodType>(shape: {
  input: I;
  output: O;
}): Query<I, O> => ({ kind: "query", ...shape });

export const command = <I extends z.ZodType, O extends z.ZodType>(shape: {
  input: I;
  output: O;
}): Command<I, O> => ({ kind: "command", ...shape });

export const stream = <I extends z.ZodType, C extends z.ZodType, O extends z.ZodType>(shape: {
  input: I;
  chunk: C;
  output: O;
}): Stream<I, C, O> => ({ kind: "stream", ...shape });
