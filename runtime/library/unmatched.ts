import { Failure } from "../contract/failure.ts";
import type { SourceLocation } from "../contract/location.ts";

/**
 * Refuses a value that a mapping's `match` has no case for: one that the schema does not list, or whose lack of a case was waived.
 * @internal
 */
export function unmatched(field: string, value: unknown, at: SourceLocation): never {
  throw new Failure(
    "invalid",
    `${field}: no case for ${value === undefined ? "a missing value" : JSON.stringify(value)}`,
    { at },
  );
}
