/** The fake server in a process of its own, so that its work is not counted as Lathe's. Ends with its parent. */
import { startFakeOpenAi } from "../tests/support/fake-openai.ts";

const fake = await startFakeOpenAi({ models: ["m"], reply: () => ({ text: "word ".repeat(60) }) });
process.stdout.write(`${fake.baseUrl}\n`);
process.stdin.on("end", () => process.exit(0)).resume();
