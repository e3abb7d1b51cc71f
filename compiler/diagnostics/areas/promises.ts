import type { Area } from "../entry.ts";

/** WB3400 to WB3499: what was promised against what it may take at worst. Rules in `compiler/passes/lint/rules/promises`. */
export const promises = {
  WB3401: {
    name: "deadline-missed",
    severity: "warning",
    title: "A caller is promised an answer sooner than the steps before it may take.",
  },
  WB3402: {
    name: "milestone-late",
    severity: "warning",
    title: "A milestone is promised sooner than the routes to it may take.",
  },
  WB3403: {
    name: "slower-than-its-class",
    severity: "warning",
    title: "A route takes longer than its class wants, even where nothing fails.",
  },
  WB3404: {
    name: "outage-outlasts-retries",
    severity: "warning",
    title: "Retries are spent before an outage that the recovery objective allows is over.",
  },
  WB3405: {
    name: "retried-again",
    severity: "warning",
    title: "What a policy has retried to the end is called again by hand.",
  },
  WB3406: {
    name: "more-than-the-rate",
    severity: "error",
    title: "Routes ask more of a system on an ordinary day than it takes.",
  },
  WB3407: {
    name: "more-than-the-concurrency",
    severity: "warning",
    title: "A system's limit on concurrency would need answers quicker than any system gives.",
  },
  WB3408: {
    name: "peak-waits",
    severity: "warning",
    title: "The backlog of a peak waits longer than the class bears.",
  },
  WB3409: {
    name: "outage-not-drained",
    severity: "warning",
    title: "The backlog of an outage is not worked off in the time that the estate promises.",
  },
  WB3410: {
    name: "dead-letter-gone",
    severity: "error",
    title: "Dead letters are gone before they can be redriven, or before anybody is told.",
  },
  WB3411: {
    name: "replicas-without-events",
    severity: "warning",
    title: "A service may have more replicas than can take its events.",
  },
} as const satisfies Area;
