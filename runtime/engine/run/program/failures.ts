import { Failure, type FailureClass } from "../../../contract/failure.ts";
import type { Json } from "../../../contract/json.ts";
import type { SourceLocation } from "../../../contract/location.ts";

/** A failure as the journal keeps it. */
export interface RecordedFailure {
  readonly class: FailureClass;
  readonly message: string;
  readonly at?: SourceLocation;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly body?: Json;
}

/** Whatever was thrown, as a failure. What is none is a mistake in a function or in Waybill: repeating would not mend it. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure("invalid", error instanceof Error ? error.message : String(error), { cause: error });
}

/** What of a failure is kept with its step, as data. */
export function recordFailure(failure: Failure): RecordedFailure {
  const { at, status, retryAfterMs, body } = failure.detail;
  return {
    class: failure.class,
    message: failure.message,
    ...(at === undefined ? {} : { at }),
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(body === undefined ? {} : { body }),
  };
}

export function restoreFailure(recorded: RecordedFailure): Failure {
  const { class: failureClass, message, ...detail } = recorded;
  return new Failure(failureClass, message, detail);
}
