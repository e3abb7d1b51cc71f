import type { Failure } from "../contract/failure.ts";
import type { Message } from "../contract/message.ts";
import type { Route } from "../contract/route.ts";
import type { RunContext } from "../engine/port.ts";

/** Told of every program that begins to work on a run: the first time, after a restart, after a redrive. */
export interface RunObserver {
  begun(route: Route<unknown>, context: RunContext, message: Message<unknown>): ObservedRun;
}

/** A program that the engine put out of memory while its run waits is told of no more; the run goes on in another. */
export interface ObservedRun {
  /** W3C's, for what the run calls and publishes. */
  readonly traceparent: string | undefined;
  ended(outcome: string): void;
  failed(failure: Failure): void;
}
