import { type Grid, placeOf } from "./engine-cells.ts";

/** The cells of models that share one provider, and so its limit. */
export interface Lane {
  cells: Uint32Array;
  /** Attempts at once. */
  limit: number;
}

/** Gives out cells, each once; one provider that is slow does not keep the workers from the others. */
export interface CellPool {
  /** null: none that may be called now; whoever has one comes back for the next. */
  take(): { cell: number; leave(): void } | null;
}

export function createPool(lanes: Lane[]): CellPool {
  const rows = lanes.map((lane) => ({ ...lane, next: 0, active: 0 }));
  let turn = 0;
  return {
    take() {
      for (let tries = 0; tries < rows.length; tries += 1) {
        const row = rows[turn % rows.length];
        turn += 1;
        if (row === undefined || row.active >= row.limit || row.next >= row.cells.length) continue;
        const cell = row.cells[row.next] as number;
        row.next += 1;
        row.active += 1;
        return {
          cell,
          leave() {
            row.active -= 1;
          },
        };
      }
      return null;
    },
  };
}

/** In the order given, by the provider of their model. */
export function lanesOf(
  cells: Uint32Array,
  grid: Grid,
  providers: { name: string; limit: number }[],
): Lane[] {
  const limits = new Map(providers.map(({ name, limit }) => [name, limit]));
  if (limits.size === 1) return [{ cells, limit: providers[0]?.limit ?? 1 }];
  return [...limits].map(([name, limit]) => ({
    limit,
    cells: cells.filter((cell) => providers[placeOf(cell, grid).modelIndex]?.name === name),
  }));
}
