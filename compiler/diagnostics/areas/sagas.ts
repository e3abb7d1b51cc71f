import type { Area } from "../entry.ts";

/** WB3600 to WB3699: what is undone, and what people decide. Rules in `compiler/passes/lint/rules/sagas`. */
export const sagas = {
  WB3601: {
    name: "effect-not-undone",
    severity: "warning",
    title: "An effect before a step that can fail for good is neither undone nor explained.",
  },
  WB3602: {
    name: "undo-not-idempotent",
    severity: "warning",
    title: "A call that undoes another cannot be repeated safely.",
  },
  WB3603: {
    name: "waits-for-ever",
    severity: "warning",
    title: "An approval or a wait for an event has no deadline.",
  },
  WB3604: {
    name: "no-branch",
    severity: "warning",
    title: "It is not said what happens when a person says no, or when nothing comes in time.",
  },
  WB3605: {
    name: "shown-to-uncleared",
    severity: "error",
    title: "An approval shows personal data to people whose domain is not cleared for it.",
  },
} as const satisfies Area;
