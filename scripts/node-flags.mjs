/**
 * How the program's garbage is collected. Nothing of a test run grows with its cases, but left to itself V8 lets garbage
 * gather to three hundred megabytes before it looks: with these a run of any length stays under two hundred, at the same
 * speed (bench/test-runs.ts).
 */
export const nodeFlags = ["--max-semi-space-size=8", "--heap-growing-percent=80"];
