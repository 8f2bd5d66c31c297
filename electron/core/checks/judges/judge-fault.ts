import { type ReasonCode, type ReasonParams, reason } from "#shared/checks/reasons.ts";
import type { ErrorData } from "#shared/contract/errors.ts";
import type { CheckReason } from "#shared/model/check.ts";

/** Why a judge gave no verdict. The check ends in the state error with this reason, and never in pass or fail. */
export class JudgeFault extends Error {
  readonly reason: CheckReason;
  /** Asking once more, with the fault named, may help. */
  readonly isMendable: boolean;
  /** What the judge wrote, where it wrote something. */
  answer: string | null = null;
  /** What the call failed of. */
  error: ErrorData | null = null;

  constructor(code: Extract<ReasonCode, `judge-${string}`>, params: ReasonParams = {}, isMendable = false) {
    const because = reason(code, params);
    super(because.text);
    this.reason = because;
    this.isMendable = isMendable;
  }
}

export const mendable = (...[code, params]: ConstructorParameters<typeof JudgeFault>): JudgeFault =>
  new JudgeFault(code, params, true);
