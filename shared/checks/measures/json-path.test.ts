import { expect, test } from "vitest";
import { queryPath, readPath } from "./json-path.ts";

// RFC 9535, section 1.5: the bookstore, and the paths of table 2 with the values that the table names.
const store = {
  store: {
    book: [
      { category: "reference", author: "Nigel Rees", title: "Sayings of the Century", price: 8.95 },
      { category: "fiction", author: "Evelyn Waugh", title: "Sword of Honour", price: 12.99 },
      {
        category: "fiction",
        author: "Herman Melville",
        title: "Moby Dick",
        isbn: "0-553-21311-3",
        price: 8.99,
      },
      {
        category: "fiction",
        author: "J. R. R. Tolkien",
        title: "The Lord of the Rings",
        isbn: "0-395-19395-8",
        price: 22.99,
      },
    ],
    bicycle: { color: "red", price: 399 },
  },
};
const { book, bicycle } = store.store;
const authors = book.map(({ author }) => author);

test.each<[string, unknown[]]>([
  ["$.store.book[*].author", authors],
  ["$..author", authors],
  ["$.store.*", [book, bicycle]],
  ["$.store..price", [8.95, 12.99, 8.99, 22.99, 399]],
  ["$..book[2]", [book[2]]],
  ["$..book[2].author", ["Herman Melville"]],
  ["$..book[2].publisher", []],
  ["$..book[-1]", [book[3]]],
  ["$..book[0,1]", [book[0], book[1]]],
  ["$..book[:2]", [book[0], book[1]]],
  ["$..book[?@.isbn]", [book[2], book[3]]],
  ["$..book[?@.price<10]", [book[0], book[2]]],
  ["$", [store]],
])("%s leads where RFC 9535 says", (path, values) => {
  const found = queryPath(path, store, 1_000);
  expect(found.ok && [...found.values].sort(byText)).toEqual([...values].sort(byText));
});

/** The order of an object's members is free (RFC 9535, section 2.3.2.2). */
const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

test.each([
  "a.b",
  "$.a[",
  "$..a..b",
  "$[?@..a]",
  "$[?count($[*]) > 1]",
  "$[?@.a[?@..b]]",
  "$[?match(@.a, 'x')]",
  "$[?search(@.a, 'x')]",
  `$${".a".repeat(600)}`,
])("%s is refused with a reason: it is no path, or one that may take for ever", (path) => {
  const read = readPath(path);
  expect(read.ok ? "" : read.message).toMatch(/\S/);
});

test.each([
  "$['match(']",
  "$[?@.a == 'search(x)']",
  "$[?@.a == $.b]",
  "$[?length(@.a) > 2]",
  "$[?count(@.*) > 1]",
])("%s is no more than RFC 9535 allows, and is allowed here", (path) => {
  expect(readPath(path).ok).toBe(true);
});
