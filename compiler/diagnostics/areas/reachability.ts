import type { Area } from "../entry.ts";

/** WB3700 to WB3799: what can never happen, and what nothing uses. All of them can be waived. */
export const reachability = {
  WB3701: {
    name: "event-without-consumer",
    severity: "info",
    title: "An event is published that nobody consumes.",
  },
  WB3702: {
    name: "event-without-publisher",
    severity: "warning",
    title: "An event is waited for that nobody publishes.",
  },
  WB3703: { name: "never-true", severity: "warning", title: "A condition can never be true." },
  WB3704: { name: "always-true", severity: "warning", title: "A condition is always true." },
  WB3705: {
    name: "branch-never-taken",
    severity: "warning",
    title: "A branch is only for what a branch before it has taken.",
  },
  WB3706: {
    name: "milestone-out-of-reach",
    severity: "warning",
    title: "A milestone waits for an event that nobody publishes.",
  },
  WB3707: { name: "route-circle", severity: "warning", title: "Routes start each other in a circle." },
  WB3708: {
    name: "unused-operation",
    severity: "info",
    title: "No route uses an operation or a webhook of a system.",
  },
  WB3709: { name: "unused-document", severity: "info", title: "Nothing uses a document." },
  WB3710: {
    name: "missing-secret",
    severity: "error",
    title: "A secret is used that an environment does not have.",
  },
} as const satisfies Area;
