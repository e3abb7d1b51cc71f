import type { Api } from "../victim/api.ts";
import type { Operator } from "../world/operator.ts";
import type { Call, Outage } from "../world/receiver.ts";
import type { Acknowledged, Sender } from "../world/sender.ts";
import type { Subject } from "../world/subject.ts";
import type { Given, Value } from "../world/victim.ts";

/** What stands outside the engine, and knows what it was told. */
export interface Outside {
  readonly senders: readonly Sender[];
  readonly operator: Operator;
  readonly calls: readonly Call[];
  readonly outages: readonly Outage[];
  /** Events that were published from outside and acknowledged. */
  readonly outside: number;
  /** Events of one lane may have been heard in another order. */
  readonly mayOvertake: boolean;
}

/** What was seen from outside, once all is at rest. */
export interface Seen extends Outside {
  readonly runs: Value<"runs">;
  readonly events: Value<"events">;
  readonly letters: Value<"letters">;
  readonly audit: Value<"audit">;
}

export type Run = Seen["runs"][number];

/** Rejects where nobody answers. */
export async function look(subject: Subject, outside: Outside): Promise<Seen> {
  return {
    ...outside,
    runs: await value(subject, "runs"),
    events: await value(subject, "events"),
    letters: await value(subject, "letters", { limit: 1_000_000 }),
    audit: await value(subject, "audit"),
  };
}

export function acknowledged({ senders }: Outside): readonly Acknowledged[] {
  return senders.flatMap((sender) => sender.acknowledged);
}

async function value<Name extends keyof Api>(
  subject: Subject,
  name: Name,
  given?: Given<Name>,
): Promise<Value<Name>> {
  const answer = await subject.ask(name, given);
  if (answer.kind !== "ok") throw new Error(`Asked for ${name}, it says: ${JSON.stringify(answer)}`);
  return answer.value;
}
