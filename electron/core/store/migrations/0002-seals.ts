/** A seal for every row of every table, so that a row that was changed outside Lathe, or by the disk, is found: see `seals.ts`. */
export const sql = `
CREATE TABLE seals (
  -- The table and, as a JSON array, the primary key of the row.
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  seal BLOB NOT NULL CHECK (length(seal) = 16),
  PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
`;
