import type { Area } from "../entry.ts";

/** WB2800 to WB2899. */
export const crosswalk = {
  WB2801: {
    name: "crosswalk-columns",
    severity: "error",
    title: "The columns of a crosswalk's table are not its systems.",
  },
  WB2802: {
    name: "crosswalk-ambiguous",
    severity: "error",
    title: "A code that is looked up by is in two rows of a crosswalk.",
  },
  WB2803: {
    name: "crosswalk-owner-gap",
    severity: "error",
    title: "A row of a crosswalk has no code of the system that owns it.",
  },
  WB2804: {
    name: "crosswalk-gap",
    severity: "info",
    title: "A row of a crosswalk has no code for one of its systems.",
  },
  WB2805: {
    name: "crosswalk-code",
    severity: "error",
    title: "A code of a crosswalk is not of its system's type.",
  },
  WB2806: { name: "crosswalk-data", severity: "error", title: "A crosswalk's rows cannot be read." },
} as const satisfies Area;
