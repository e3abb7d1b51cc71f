import type { Operator } from "../world/operator.ts";
import type { Call, Outage } from "../world/receiver.ts";
import type { Acknowledged, Sender } from "../world/sender.ts";
import type { Value } from "../world/victim.ts";

/** What was seen from outside, once all is at rest. */
export interface Seen {
  readonly senders: readonly Sender[];
  readonly calls: readonly Call[];
  readonly outages: readonly Outage[];
  readonly operator: Operator;
  /** Events that were published from outside and acknowledged. */
  readonly outside: number;
  readonly runs: Value<"runs">;
  readonly events: Value<"events">;
  readonly letters: Value<"letters">;
  readonly audit: Value<"audit">;
}

export type Run = Seen["runs"][number];

export function acknowledged({ senders }: Seen): readonly Acknowledged[] {
  return senders.flatMap((sender) => sender.acknowledged);
}
