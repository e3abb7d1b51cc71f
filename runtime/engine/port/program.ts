import type { Criticality } from "../../contract/criticality.ts";
import type { Json } from "../../contract/json.ts";
import type { Policy } from "../../contract/policy.ts";
import type { Consumption } from "../../events/port.ts";
import type { Schedule } from "../../schedule/port.ts";
import type { RunContext } from "./context.ts";

/** What an engine is handed: a route of a build. */

/** How a program ended: `done` with an outcome word (`done`, `refused`, …). A rejected program is a dead letter. */
export interface Ended {
  readonly outcome: string;
}

/** A step of a route as builds are compared by it, in the order of the program, steps inside others included. */
export interface GraphStep {
  /** As in `StepInfo.name`, without the numbers of an each: `allocations.allocation`. */
  readonly name: string;
  readonly kind: string;
  /** Says the type of what the step makes: equal texts, equal types. Empty where it makes nothing. */
  readonly output: string;
  /**
   * Says where it stands and what decides whether, or for what, it is done: conditions, branches, the list of an each. Equal texts,
   * equal decisions. Absent where it is always done.
   */
  readonly decided?: string;
  /** Of a call that routes provide: the steps of each, by the provider's name. They run in this step, as `posting/reserve`. */
  readonly provided?: Readonly<Record<string, readonly GraphStep[]>>;
}

export interface Program {
  readonly route: string;
  /** Without it nothing is known about the build's steps: runs of other builds wait for a person. */
  readonly graph?: readonly GraphStep[];
  /** Of what is refused before a run starts and of what a run does by default. */
  readonly policy: Policy;
  /** Who goes first where runs queue. Default: medium. */
  readonly criticality?: Criticality;
  /** Started by events, or by the clock, beside what `accept` is given. */
  readonly consumes?: Consumption;
  readonly schedule?: Schedule;
  run(context: RunContext, input: Json): Promise<Ended>;
}
