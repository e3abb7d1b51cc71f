import type { Area } from "../entry.ts";

/** WB3800 to WB3899. */
export const process = {
  WB3801: {
    name: "correlation-field",
    severity: "error",
    title: "A process correlates by a field that none of its events has.",
  },
  WB3802: {
    name: "event-not-correlated",
    severity: "error",
    title: "An event of a process does not say which object it is about.",
  },
  WB3803: {
    name: "events-apart",
    severity: "error",
    title: "Events of one process share no key, so they would be two objects.",
  },
  WB3804: {
    name: "milestone-order",
    severity: "error",
    title: "A milestone's deadline counts from nothing, or milestones come after each other in a circle.",
  },
  WB3805: {
    name: "service-level-without-deadline",
    severity: "error",
    title: "A service level is measured by a milestone that has no deadline.",
  },
  WB3806: {
    name: "total-of-no-amounts",
    severity: "error",
    title: "A total of a process adds up what is no amount.",
  },
} as const satisfies Area;
