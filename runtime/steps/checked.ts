import { Failure } from "../contract/failure.ts";
import type { SourceLocation } from "../contract/location.ts";
import type { Contract } from "../contract/validator.ts";
import { stringifyJson } from "../library/json.ts";
import { describeErrors } from "../validation/errors.ts";

export interface Checked {
  /** Names of the invariants of severity warning that do not hold. */
  readonly warnings: readonly string[];
}

/**
 * Holds a value that a mapping made against its contract. Validation sees the wire form, so decimals and raw numbers are written first.
 * Throws a `Failure` of class invalid.
 */
export function check<T>(value: T, contract: Contract<T>, at: SourceLocation): Checked {
  const wire: unknown = JSON.parse(stringifyJson(value) ?? "null");
  if (!contract.validate(wire))
    throw new Failure(
      "invalid",
      `not a valid ${contract.name}: ${describeErrors(contract.validate.errors)}`,
      { at },
    );
  const broken = (contract.invariants ?? []).filter((invariant) => invariant.holds(value) === false);
  const error = broken.find((invariant) => invariant.severity === "error");
  if (error) throw new Failure("invalid", `${contract.name} breaks its invariant ${error.name}`, { at });
  return { warnings: broken.map((invariant) => invariant.name) };
}
