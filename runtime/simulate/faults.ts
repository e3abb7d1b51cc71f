import type { Clock } from "../systems/system-clock.ts";
import type { Fault } from "./data.ts";
import type { ActiveFault, SystemState } from "./state.ts";

const kinds = ["status", "delay", "timeout", "reset"];

/** A fault as it is posted, or why it is none. */
export function readFault(value: unknown): Fault | string {
  if (typeof value !== "object" || value === null) return "a fault is an object";
  const fault = value as Fault; // its members are looked at below
  if (!kinds.includes(fault.kind)) return `kind is one of ${kinds.join(", ")}`;
  if (
    fault.kind === "status" &&
    !(Number.isInteger(fault.status) && (fault.status ?? 0) >= 200 && (fault.status ?? 0) <= 599)
  )
    return "status is an HTTP status";
  if (fault.kind === "delay" && typeof fault.delayMs !== "number")
    return "delayMs is a number of milliseconds";
  if (fault.effect !== undefined && fault.effect !== "before" && fault.effect !== "after")
    return "effect is before or after";
  return fault;
}

export function addFault(state: SystemState, fault: Fault, clock: Clock): void {
  state.faults.push({
    ...fault,
    remaining: fault.times ?? Number.POSITIVE_INFINITY,
    until: fault.forMs === undefined ? Number.POSITIVE_INFINITY : clock.now() + fault.forMs,
  });
}

/** The first fault that matches, used once. Spent and expired ones go. */
export function takeFault(state: SystemState, operation: string, clock: Clock): ActiveFault | undefined {
  state.faults = state.faults.filter(({ remaining, until }) => remaining > 0 && until > clock.now());
  const found = state.faults.find((fault) => fault.operation === undefined || fault.operation === operation);
  if (found) found.remaining -= 1;
  return found;
}
