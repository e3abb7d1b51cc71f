import type { Area } from "../entry.ts";

/** WB3200 to WB3299: personal data, where it goes and who is cleared for it. */
export const personal = {
  WB3201: {
    name: "personal-data-into-system",
    severity: "error",
    title: "Personal data reaches a system whose domain is not cleared for it.",
  },
  WB3202: {
    name: "personal-data-in-domain",
    severity: "error",
    title: "A route of a domain that is not cleared for it takes personal data.",
  },
  WB3203: {
    name: "personal-data-unmarked",
    severity: "warning",
    title: "A contract's field holds personal data and does not say so.",
  },
  WB3204: {
    name: "personal-data-in-key",
    severity: "warning",
    title: "A key, which is shown everywhere, is made of personal data.",
  },
  WB3205: {
    name: "unknown-personal-class",
    severity: "error",
    title: "A system's schema names a class of personal data that the estate does not have.",
  },
} as const satisfies Area;
