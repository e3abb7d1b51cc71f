import type { Ended, GraphStep } from "../engine/port.ts";
import type { Instant } from "../library/types.ts";
import type { Criticality } from "./criticality.ts";
import type { Event } from "./event.ts";
import type { SourceLocation } from "./location.ts";
import type { Message } from "./message.ts";
import type { Policy } from "./policy.ts";
import type { RouteRun } from "./route-run.ts";
import type { Trigger } from "./trigger.ts";

export interface Route<Data> {
  readonly name: string;
  readonly at: SourceLocation;
  readonly class?: string;
  /** Of its class, else of its domain. Default: medium. */
  readonly criticality?: Criticality;
  readonly trigger: Trigger<Data>;
  readonly policy: Policy;
  /** The same key within `policy.idempotencyMs` is one run. Default: the message's id. */
  key?(message: Message<Data>): string | undefined;
  lane?(message: Message<Data>): string | undefined;
  /** What is older by this than the newest of its lane is dropped. */
  latest?(message: Message<Data>): string | number | Instant | null | undefined;
  /** What a new build is compared with an older one by. */
  readonly graph: readonly GraphStep[];
  /** Events that its steps wait for. */
  readonly awaits?: readonly Event<unknown>[];
  run(run: RouteRun, message: Message<Data>): Promise<Ended>;
}
