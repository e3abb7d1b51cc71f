import { Failure } from "../contract/failure.ts";
import type { SourceLocation } from "../contract/location.ts";
import type { Message } from "../contract/message.ts";
import type { Contract } from "../contract/validator.ts";
import { check } from "./checked.ts";
import { discreet } from "./discreet.ts";
import type { StepKit } from "./kit.ts";
import { located } from "./located.ts";

/**
 * The event that started the run, held against its contract: whoever published it may have been of another version. Recorded, so
 * that a run that has begun is not stopped by a contract that changes while it waits. No step can have this name.
 */
export function receive(
  kit: StepKit,
  contract: Contract<unknown>,
  { data, unreadable }: Message<unknown>,
  at: SourceLocation,
): void {
  kit.context.pure({ name: "message", kind: "receive", at }, () => {
    try {
      if (unreadable !== undefined) throw new Failure("invalid", `It is no event: ${unreadable}`, { at });
      for (const invariant of check(data, contract, at).warnings)
        kit.warn("invariant does not hold", { step: "message", invariant, contract: contract.name });
      return null;
    } catch (error) {
      throw discreet(kit, located(error, at));
    }
  });
}
