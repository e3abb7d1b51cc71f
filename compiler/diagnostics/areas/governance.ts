import type { Area } from "../entry.ts";

/** WB3300 to WB3399: who answers for what, and what a class promises. All of them can be waived. */
export const governance = {
  WB3301: {
    name: "nobody-answers",
    severity: "warning",
    title: "A document that others depend on has neither a domain nor an owner.",
  },
  WB3302: { name: "open-api", severity: "warning", title: "An API does not say who may ask." },
  WB3303: { name: "unlimited-api", severity: "warning", title: "An API takes as many requests as are sent." },
  WB3304: {
    name: "ending-contract-used",
    severity: "warning",
    title: "A deprecated contract is still used.",
  },
  WB3305: {
    name: "ended-contract-used",
    severity: "error",
    title: "A contract is used that is retired, or past its sunset.",
  },
  WB3306: {
    name: "replacement-ends",
    severity: "warning",
    title: "A contract is to be replaced by one that ends itself.",
  },
  WB3307: {
    name: "draft-in-use",
    severity: "warning",
    title: "What others depend on uses a contract that is a draft.",
  },
  WB3308: {
    name: "master-data-twice",
    severity: "warning",
    title: "Two crosswalks with different owners are the same master data.",
  },
  WB3309: {
    name: "value-without-row",
    severity: "warning",
    title: "A value that is looked up has no row in the crosswalk.",
  },
  WB3310: {
    name: "row-without-counterpart",
    severity: "warning",
    title: "A row of a crosswalk lacks the code that a lookup must find in it.",
  },
  WB3311: {
    name: "money-without-idempotency",
    severity: "error",
    title: "A class that moves money follows a policy without idempotency.",
  },
  WB3312: {
    name: "money-without-dead-letter-owner",
    severity: "error",
    title: "A class that moves money follows a policy whose dead letters nobody owns.",
  },
  WB3313: {
    name: "critical-without-alert",
    severity: "warning",
    title: "A critical class follows a policy that calls nobody.",
  },
  WB3314: {
    name: "personal-without-retention",
    severity: "warning",
    title: "A class with personal data follows a policy that does not say how long dead letters are kept.",
  },
  WB3315: { name: "route-without-class", severity: "info", title: "A route has no class." },
} as const satisfies Area;
