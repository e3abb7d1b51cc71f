/** The engine port: everything a generated route needs, nothing an engine cannot do honestly. `Engine` is what an adapter implements. */

export { type AcceptCommand, type Accepted, type Answer, Busy } from "./port/accept.ts";
export type { OutgoingEvent, RunContext } from "./port/context.ts";
export type {
  BulkOrder,
  BulkProgress,
  DeadLetter,
  DeadLetterFilter,
  RedriveOptions,
} from "./port/dead-letter.ts";
export { type Decision, EngineRefusal } from "./port/decision.ts";
export type { Capabilities, Engine, Notes } from "./port/engine.ts";
export type { Erased, EraseOrder, PersonalData } from "./port/erasure.ts";
export type { AttemptRecord, RunState, RunSummary, StepRecord } from "./port/history.ts";
export type { Ended, GraphStep, Program } from "./port/program.ts";
export type { Attempt, StepInfo, StepOptions } from "./port/step.ts";
export type { Approved, ApproveOptions, Waited, WaitOptions } from "./port/suspension.ts";
export type { Asker, Ticket, TicketHolder, Turn, Turnstile } from "./port/turnstile.ts";
/** What any order to an engine may be refused by: the disk, mostly. */
export { StoreError } from "./store/port.ts";
