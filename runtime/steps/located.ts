import { Failure, type FailureClass } from "../contract/failure.ts";
import type { SourceLocation } from "../contract/location.ts";

/** The error as a `Failure` with the step's place in the spec. What is no `Failure` is a bug in a function or a mapping: class invalid. */
export function located(error: unknown, at: SourceLocation, otherwise: FailureClass = "invalid"): Failure {
  if (error instanceof Failure) return new Failure(error.class, error.message, { ...error.detail, at });
  return new Failure(otherwise, error instanceof Error ? error.message : String(error), { at, cause: error });
}
