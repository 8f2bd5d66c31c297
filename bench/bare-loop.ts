/**
 * The same work with nothing around it, for comparison: `fetch`, two checks, and one row for each answer in transactions of
 * two hundred. Its program is as short as its sentence.
 */
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";

const [baseUrl = "", folder = "", cases = "", concurrency = ""] = process.argv.slice(2);

const db = new BetterSqlite3(join(folder, "bare.db"));
db.pragma("journal_mode = WAL");
db.exec("CREATE TABLE answers (id INTEGER PRIMARY KEY, text TEXT, passed INTEGER)");
const insert = db.prepare("INSERT INTO answers (text, passed) VALUES (?, ?)");
let held: [string, number][] = [];
const store = db.transaction(() => {
  for (const row of held) insert.run(...row);
  held = [];
});

async function ask(index: number): Promise<void> {
  const content = `Answer the customer in one friendly sentence, as JSON: Where is my order number ${index}, which I made two weeks ago?`;
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content }] }),
  });
  const { choices } = (await response.json()) as { choices: { message: { content: string } }[] };
  const text = choices[0]?.message.content ?? "";
  const passed = text.includes("word") && typeof JSON.parse(text) === "object";
  held.push([text, passed ? 1 : 0]);
  if (held.length >= 200) store();
}

let next = 0;
await Promise.all(
  Array.from({ length: Number(concurrency) }, async () => {
    while (next < Number(cases)) {
      next += 1;
      await ask(next);
    }
  }),
);
store();
db.close();
