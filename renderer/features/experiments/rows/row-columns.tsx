import type { ArmRow, Metric } from "#shared/model/experiment.ts";
import type { GridColumn } from "../../../ui/MeasuredGrid.tsx";
import { ArmCell } from "./ArmCell.tsx";
import { CaseCell } from "./CaseCell.tsx";
import type { PartialReplies } from "./partials.ts";
import type { Difference } from "./rows-view-store.ts";

interface Looks {
  /** How many there are. */
  arms: number;
  metric: Metric;
  difference: Difference;
  partials: PartialReplies;
  isRunning: boolean;
  versus: number;
}

/** The case, then one column for each arm. */
export function rowColumns({ arms, versus, ...looks }: Looks): GridColumn<ArmRow>[] {
  return [
    {
      id: "case",
      width: 212,
      render: (row) => <CaseCell row={row} metric={looks.metric} versus={arms > 2 ? versus : null} />,
    },
    ...Array.from({ length: arms }, (_, arm) => ({
      id: `arm-${arm}`,
      width: 244,
      grow: 1,
      render: (row: ArmRow) => <ArmCell row={row} arm={arm} {...looks} />,
    })),
  ];
}
