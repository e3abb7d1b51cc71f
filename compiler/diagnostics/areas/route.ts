import type { Area } from "../entry.ts";

/** WB2300 to WB2399. */
export const route = {
  WB2301: {
    name: "step-kind",
    severity: "error",
    title: "A step says nothing that it does, or more than one thing.",
  },
  WB2302: {
    name: "step-property",
    severity: "error",
    title: "A step has a property of another kind of step, or lacks one of its own.",
  },
  WB2303: {
    name: "step-without-name",
    severity: "error",
    title: "A step that trace and later steps must be able to say has no name.",
  },
  WB2304: {
    name: "duplicate-step-name",
    severity: "error",
    title: "Two steps or items of a route have the same name.",
  },
  WB2305: {
    name: "reserved-step-name",
    severity: "error",
    title: "A step has a name that expressions use for something else.",
  },
  WB2306: {
    name: "step-never-runs",
    severity: "error",
    title: "A step stands after one that always ends the run.",
  },
  WB2307: {
    name: "nobody-waits",
    severity: "error",
    title: "A route responds, but nobody waits for an answer.",
  },
  WB2308: {
    name: "never-responds",
    severity: "error",
    title: "A route promises an answer that no step gives.",
  },
  WB2309: {
    name: "not-in-each",
    severity: "error",
    title: "A step that concerns the whole run stands in an each or a parallel.",
  },
  WB2310: {
    name: "mapping-input",
    severity: "error",
    title: "What a mapping is given is not what it is made from.",
  },
  WB2311: {
    name: "step-input",
    severity: "error",
    title: "A step is given nothing where something is wanted, or the other way round.",
  },
  WB2312: {
    name: "mapping-makes-another",
    severity: "error",
    title: "A mapping makes something other than what is published.",
  },
  WB2313: {
    name: "malformed-branch",
    severity: "error",
    title: "A branch of a choose is neither a condition with steps nor the last one's otherwise.",
  },
  WB2314: {
    name: "each-without-list",
    severity: "error",
    title: "An each step is given something that is no list, or may be missing.",
  },
  WB2315: { name: "get-with-body", severity: "error", title: "A GET request is to have a body." },
  WB2316: { name: "one-trigger", severity: "error", title: "A route has no trigger, or several." },
  WB2320: {
    name: "latest-without-lane",
    severity: "error",
    title: "A route drops what is not the latest, but has no lane to compare within.",
  },
  WB2321: {
    name: "compensate-words",
    severity: "error",
    title: "A compensate says neither how a call is undone nor why not, or not what is undone.",
  },
  WB2322: {
    name: "compensates-neighbour",
    severity: "error",
    title: "A step in an each or a parallel undoes what runs beside it may still need.",
  },
  WB2323: {
    name: "nothing-to-compensate",
    severity: "warning",
    title: "A compensate stands where no call that can be undone was made.",
  },
  WB2324: {
    name: "compensates-unknown",
    severity: "error",
    title: "A compensate names a step that cannot be undone here.",
  },
  WB2325: {
    name: "reads-neighbour",
    severity: "error",
    title: "A branch of a parallel reads what another branch is still working on.",
  },
  WB2326: {
    name: "wait-for-any",
    severity: "warning",
    title: "A wait takes the next event of its kind, whatever it is about.",
  },
  WB2327: {
    name: "wait-words",
    severity: "error",
    title: "A wait says not what is waited for, or more than one thing.",
  },
  WB2328: {
    name: "never-expires",
    severity: "error",
    title: "A branch says what happens on expiry of something that never expires.",
  },
} as const satisfies Area;
