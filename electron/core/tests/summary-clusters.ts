import type { Database } from "../store/database.ts";
import { hasGroups, listGroups, type RunFacts } from "./summary-store.ts";

/**
 * Which cluster the case at each index belongs to: its group, or itself. Cases of one group, such as questions about one
 * document, are not independent. null: no case belongs to a group, and each is its own.
 */
export function clustersOf(db: Database, { sequence }: RunFacts): Int32Array | null {
  if (!hasGroups(db)) return null;
  const groups = listGroups(db, sequence);
  if (groups.length === 0) return null;
  const highest = groups.reduce((most, { caseIndex }) => Math.max(most, caseIndex), 0);
  const clusters = Int32Array.from({ length: highest + 1 }, (_, index) => index);
  const first = new Map<string, number>();
  for (const { caseIndex, name } of groups) {
    const cluster = first.get(name) ?? caseIndex;
    first.set(name, cluster);
    clusters[caseIndex] = cluster;
  }
  return clusters;
}
