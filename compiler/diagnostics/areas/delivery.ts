import type { Area } from "../entry.ts";

/** WB3500 to WB3599: effectively once, and in order. Rules in `compiler/passes/lint/rules/delivery`. */
export const delivery = {
  WB3501: {
    name: "not-idempotent",
    severity: "warning",
    title: "A call whose repetition has a second effect stands where that hurts.",
  },
  WB3502: {
    name: "unstable-key",
    severity: "error",
    title: "A route's key is not the same each time a message is sent, or the same for all.",
  },
  WB3503: {
    name: "verify-finds-any",
    severity: "error",
    title: "A look-up after an unknown outcome says nothing of what was sent.",
  },
  WB3504: {
    name: "key-forgotten",
    severity: "warning",
    title: "A message's key is forgotten while the message can still be worked on.",
  },
  WB3505: {
    name: "lane-overtaken",
    severity: "warning",
    title: "A lane promises order, but its policy lets later messages pass a dead letter.",
  },
  WB3506: {
    name: "order-within-run",
    severity: "warning",
    title: "Events of one key are published at once, in any order.",
  },
  WB3507: {
    name: "consumer-lane",
    severity: "warning",
    title: "A consumer's lane is not by the key that its events are ordered by.",
  },
  WB3508: {
    name: "one-key-for-many",
    severity: "error",
    title: "Every item of an each has its effect under one and the same reference.",
  },
} as const satisfies Area;
